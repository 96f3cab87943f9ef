package io.github.camelpika.model;

/**
 * Where a task is. The first five come from the gateway, the last two are this component's own.
 */
public enum TaskState {

    /** Accepted, and waiting for its turn at the gateway. */
    QUEUED,
    /** Being made. */
    RUNNING,
    /** Finished, with at least one video to download. */
    SUCCEEDED,
    /** Finished without a video; {@link VideoTask#error()} says why. */
    FAILED,
    /** Ended at the gateway before it was finished. */
    CANCELLED,
    /** A submission whose fate is not known: the gateway may or may not have accepted it. */
    UNKNOWN,
    /** The wait ended first. The task may still finish at the gateway. */
    TIMED_OUT;

    /**
     * Whether the gateway will not change the task any more.
     */
    public boolean isEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
