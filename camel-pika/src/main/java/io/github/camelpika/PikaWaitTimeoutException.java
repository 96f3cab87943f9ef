package io.github.camelpika;

import io.github.camelpika.model.VideoTask;

/**
 * The wait timed out before the task ended. The task may still finish at the gateway, and a later {@code pika:feed}
 * with its id finds it.
 */
public class PikaWaitTimeoutException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final transient VideoTask task;

    public PikaWaitTimeoutException(VideoTask task) {
        super("The wait for task " + task.taskId() + " at " + task.gateway() + " timed out: " + task.error()
              + ". It may still finish: ask again with pika:feed and the same task id", task.taskId());
        this.task = task;
    }

    /**
     * The task as it was last seen, in the state TIMED_OUT.
     */
    public VideoTask getTask() {
        return task;
    }
}
