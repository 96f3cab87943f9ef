package io.github.camelpika.javadsl;

import java.io.File;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/**
 * A line for each job, when it is clear what became of it.
 */
public class Report {

    private static final String PROMPT = "prompt";

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /**
     * What became of a job.
     */
    enum Outcome { SUCCEEDED, FAILED, LATER, UNKNOWN, BROKEN }

    record Line(Outcome outcome, String prompt, String detail) {
    }

    public void succeeded(@ExchangeProperty(PROMPT) String prompt, @Body File video) {
        add(Outcome.SUCCEEDED, prompt, video.getPath());
    }

    public void failed(@ExchangeProperty(PROMPT) String prompt, @Header(PikaConstants.ERROR) String error) {
        add(Outcome.FAILED, prompt, error);
    }

    public void later(@ExchangeProperty(PROMPT) String prompt, @Header(PikaConstants.TASK_ID) String taskId) {
        add(Outcome.LATER, prompt, "task " + taskId);
    }

    public void unknown(@ExchangeProperty(PROMPT) String prompt, @ExchangeException Exception e) {
        add(Outcome.UNKNOWN, prompt, e.getMessage());
    }

    public void broken(@ExchangeProperty(PROMPT) String prompt, @ExchangeException Exception e) {
        add(Outcome.BROKEN, prompt, e.getMessage());
    }

    private void add(Outcome outcome, String prompt, String detail) {
        lines.add(new Line(outcome, prompt, detail));
        out.printf("%-10s %s: %s%n", outcome, prompt, detail);
    }

    List<Line> lines() {
        return lines;
    }
}
