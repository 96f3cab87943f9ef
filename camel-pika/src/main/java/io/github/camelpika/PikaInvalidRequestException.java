package io.github.camelpika;

import java.util.List;

/**
 * A message that can't be submitted as it is. Nothing was sent, and a redelivery would fail in the same way.
 */
public class PikaInvalidRequestException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public PikaInvalidRequestException(List<String> problems) {
        super("Nothing was submitted, because the request can't be right: " + String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * All that is wrong, a sentence each.
     */
    public List<String> getProblems() {
        return problems == null ? List.of() : problems;
    }
}
