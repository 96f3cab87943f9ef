package io.github.camelpika;

import org.apache.camel.RuntimeCamelException;

/**
 * The base of all exceptions of this component; none of them contains a key.
 */
public class PikaException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final String taskId;

    /**
     * @param taskId the task it is about, or null where there is none yet
     */
    public PikaException(String message, String taskId, Throwable cause) {
        super(message, cause);
        this.taskId = taskId;
    }

    public PikaException(String message, String taskId) {
        this(message, taskId, null);
    }

    /**
     * The id of the task concerned, or null if there is none. {@code pika:feed} can resume the wait with it.
     */
    public String getTaskId() {
        return taskId;
    }
}
