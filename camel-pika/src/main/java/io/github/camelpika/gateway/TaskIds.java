package io.github.camelpika.gateway;

/**
 * Tells what can be a task id. Gateways use UUIDs and the like, but none documents the form.
 */
public final class TaskIds {

    private static final int LONGEST = 1_000;

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
}
