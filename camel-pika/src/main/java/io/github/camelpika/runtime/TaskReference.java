package io.github.camelpika.runtime;

import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Message;

/**
 * Finds out which task a message is about.
 */
public final class TaskReference {

    private TaskReference() {
    }

    /**
     * The task id, from the header, else the option, else the body: a {@link VideoTask}, a Map with {@code taskId}, or
     * the id as text.
     *
     * @throws PikaException if there is none, if it can't be one, or if the task is another gateway's
     */
    public static String of(Message message, String option, String gateway) {
        // a message that is only asked for a header gets a map for headers, and keeps it for as long as it waits
        String header = message.hasHeaders() ? text(message.getHeader(PikaConstants.TASK_ID)) : null;
        Object body = message.getBody();
        String taskId = header != null ? header : option != null ? option : fromBody(message, body);
        if (taskId == null) {
            throw new PikaException("There is no task id: set the header " + PikaConstants.TASK_ID + ", the option"
                                    + " taskId, or a body that is a VideoTask or the id", null);
        }
        if (!TaskIds.isSane(taskId)) {
            throw new PikaException("The task id is not valid: it must have at most " + TaskIds.LONGEST + " printable"
                    + " characters and no space", null);
        }
        if (body instanceof VideoTask task && taskId.equals(task.taskId())) {
            refuseOther(taskId, task.gateway(), gateway);
        } else if (body instanceof Map<?, ?> map && taskId.equals(text(map.get("taskId")))) {
            refuseOther(taskId, text(map.get("gateway")), gateway);
        } else if (header != null) {
            refuseOther(taskId, text(message.getHeader(PikaConstants.GATEWAY)), gateway);
        }
        return taskId;
    }

    private static String fromBody(Message message, Object body) {
        if (body instanceof VideoTask task) {
            return task.taskId();
        }
        if (body instanceof Map<?, ?> map) {
            return text(map.get("taskId"));
        }
        return text(message.getBody(String.class));
    }

    private static void refuseOther(String taskId, String theirs, String ours) {
        if (theirs != null && !theirs.equals(ours)) {
            throw new PikaException("Task " + taskId + " belongs to the gateway " + theirs + ", but this endpoint uses "
                                    + ours + ": use an endpoint with gateway=" + theirs, taskId);
        }
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }
}
