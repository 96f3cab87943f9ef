package io.github.camelpika;

import io.github.camelpika.model.VideoTask;

/**
 * The task ended at the gateway without a video: FAILED or CANCELLED.
 */
public class PikaTaskFailedException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final transient VideoTask task;

    public PikaTaskFailedException(VideoTask task) {
        super("Task " + task.taskId() + " ended as " + task.state() + " at " + task.gateway()
              + (task.error() == null ? "" : ": " + task.error())
              + (task.refund() == null || task.refund() == 0 ? "" : " (" + task.refund() + " points were refunded)"),
                task.taskId());
        this.task = task;
    }

    /**
     * The task as the gateway reported it.
     */
    public VideoTask getTask() {
        return task;
    }
}
