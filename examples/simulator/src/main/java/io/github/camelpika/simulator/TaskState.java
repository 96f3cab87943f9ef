package io.github.camelpika.simulator;

/** Where a task is; each dialect has its own words for it. */
public enum TaskState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** A state that no client knows. */
    UNKNOWN;

    public boolean isEnd() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    boolean isRefunded() {
        return this == FAILED || this == CANCELLED;
    }
}
