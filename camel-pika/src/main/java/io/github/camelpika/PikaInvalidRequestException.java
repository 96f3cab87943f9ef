package io.github.camelpika;

import java.util.List;

/**
 * The message can't be submitted as it is. Nothing was sent, and a redelivery would fail in the same way.
 */
public class PikaInvalidRequestException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public PikaInvalidRequestException(List<String> problems) {
        super("Nothing was submitted, because the request is not valid: " + String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * All problems, one sentence each.
     */
    public List<String> getProblems() {
        return problems == null ? List.of() : problems;
    }
}
