package io.github.camelpika.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.PikaConstants;
import org.apache.camel.Header;

/**
 * The table of results, and the bean that makes its lines out of what the headers tell of a job.
 */
public class Results {

    private static final String NAME = "result.csv";

    private final Path directory;

    private Results(Path directory) {
        this.directory = directory;
    }

    /**
     * A table with nothing but titles, in place of an earlier one.
     */
    static Results in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(NAME), ResultLine.TITLES + "\n");
        return new Results(directory.toAbsolutePath());
    }

    Path table() {
        return directory.resolve(NAME);
    }

    public ResultLine line(@Header("rowId") String row, @Header("campaign") String campaign,
                           @Header(PikaConstants.STATE) String state, @Header(PikaConstants.TASK_ID) String task,
                           @Header(PikaConstants.POINTS) Long points, @Header(PikaConstants.REFUND) Long refund,
                           @Header(PikaConstants.FILE) String file, @Header(PikaConstants.ERROR) String error) {
        ResultLine line = new ResultLine();
        line.row = row;
        line.campaign = campaign;
        line.state = state;
        line.task = task;
        line.points = points;
        line.refund = refund;
        // relative, so that the directory can be moved as it is
        line.file = file == null ? null : directory.relativize(Path.of(file)).toString();
        line.error = error == null ? null : plain(error);
        return line;
    }

    /**
     * Not every reader of CSV agrees on quotes in quotes and on breaks in lines, and gateways write what they like.
     */
    private static String plain(String text) {
        return text.replace('"', '\'').replaceAll("\\s+", " ").strip();
    }
}
