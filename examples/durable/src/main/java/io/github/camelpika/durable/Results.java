package io.github.camelpika.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * The table of results, which outlives the process: what it says needs no doing again.
 */
final class Results {

    private static final String NAME = "result.csv";
    private static final String TITLES = "row,state,task,points";
    /** Camel's default would forget all but the latest thousand. */
    private static final int MOST = 1_000_000;

    private final Path table;

    private Results(Path table) {
        this.table = table;
    }

    /**
     * The one of an earlier run, or a new one with nothing but titles.
     */
    static Results in(Path directory) throws IOException {
        Path table = Files.createDirectories(directory).resolve(NAME);
        if (Files.notExists(table)) {
            Files.writeString(table, TITLES + "\n");
        }
        return new Results(table);
    }

    Path table() {
        return table.toAbsolutePath().normalize();
    }

    /**
     * The rows that have a line.
     */
    List<String> rows() throws IOException {
        return lines().stream().map(line -> line[0]).toList();
    }

    /**
     * Which lines are there, for a queue that delivers at least once. A row whose fate was unknown may come again with
     * a video, when a person has looked it up, and gets a second line.
     */
    IdempotentRepository written() throws IOException {
        IdempotentRepository written = MemoryIdempotentRepository.memoryIdempotentRepository(MOST);
        lines().forEach(line -> written.add(line[0] + " " + line[1]));
        return written;
    }

    private List<String[]> lines() throws IOException {
        return Files.readAllLines(table).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }
}
