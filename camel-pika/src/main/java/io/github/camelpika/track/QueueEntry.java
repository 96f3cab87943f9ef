package io.github.camelpika.track;

import io.github.camelpika.time.Moment;

/**
 * A task of a queue in memory, and what is being done about it just now. Under the queue's lock.
 */
final class QueueEntry {

    TrackedTask task;
    Watch watch;
    MemorySubscription with;
    boolean paused;
    /** When its intent was last made. Here that is measured awake, as its owner's POST is, which sleeps with this process. */
    Moment posted;

    QueueEntry(TrackedTask task, Moment posted) {
        this.task = task;
        this.posted = posted;
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
