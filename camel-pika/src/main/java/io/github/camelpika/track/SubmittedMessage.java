package io.github.camelpika.track;

import java.util.Map;

/**
 * What the submitting exchange had with it, for the route that takes the finished task.
 *
 * @param headers strings, numbers and booleans by name
 * @param body    the body as text, or null if there was none
 */
public record SubmittedMessage(Map<String, Object> headers, String body) {

    /** Of a task that nothing came with. */
    public static final SubmittedMessage NOTHING = new SubmittedMessage(Map.of(), null);

    public SubmittedMessage {
        headers = Map.copyOf(headers);
    }
}
