package io.github.camelpika.track;

/**
 * A task of a queue in memory, and what is being done about it just now. Under the queue's lock.
 */
final class QueueEntry {

    TrackedTask task;
    Watch watch;
    MemorySubscription with;
    boolean paused;

    QueueEntry(TrackedTask task) {
        this.task = task;
    }

    /**
     * Who has to be stopped, when the lock is free again.
     */
    Runnable unwatch() {
        Watch was = watch;
        watch = null;
        return was == null ? () -> { } : was::stop;
    }
}
