package io.github.camelpika;

import org.apache.camel.RuntimeCamelException;

/**
 * Something went wrong with a video. The base of all exceptions of this component; none carries a key.
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
     * The task it is about, or null where there is none. With it, {@code pika:feed} can take up the wait again.
     */
    public String getTaskId() {
        return taskId;
    }
}
