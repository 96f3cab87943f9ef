package io.github.camelpika.gateway;

import java.util.Locale;
import java.util.Set;

/**
 * Tells what can be a task id. Gateways use UUIDs and the like, but none documents the form.
 */
public final class TaskIds {

    /** Ids of 600 characters were seen, where a gateway puts a whole token of its own into them. */
    public static final int LONGEST = 1_000;

    /** What programs write where there is nothing. */
    private static final Set<String> NOTHING = Set.of("null", "none", "nil", "undefined", "nan", "0", "-1", "false", "true", "n/a");

    private TaskIds() {
    }

    /**
     * Whether the text is printable ASCII without spaces, of sane length, and no step in a path.
     */
    public static boolean isSane(String taskId) {
        return !taskId.isEmpty() && taskId.length() <= LONGEST
               && taskId.chars().allMatch(c -> c > ' ' && c < 127)
               && !taskId.equals(".") && !taskId.equals("..");
    }

    /**
     * Whether a gateway's text under the name of a task id is one.
     */
    static boolean isGiven(String text) {
        return isSane(text) && !NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
