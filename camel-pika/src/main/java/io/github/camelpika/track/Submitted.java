package io.github.camelpika.track;

import java.util.Map;

/**
 * What the submitting exchange had with it, for the route that takes the finished task.
 *
 * @param headers strings, numbers and booleans by name
 * @param body    the body as text, or null if there was none
 */
public record Submitted(Map<String, Object> headers, String body) {

    /** Of a task that nothing came with. */
    public static final Submitted NOTHING = new Submitted(Map.of(), null);

    public Submitted {
        headers = Map.copyOf(headers);
    }
}
