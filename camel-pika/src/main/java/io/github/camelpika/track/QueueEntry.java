package io.github.camelpika.track;

import io.github.camelpika.time.Moment;

/**
 * A task of a queue in memory, and what is being done about it just now. Changed only by {@link QueueEntries}, which know
 * where to find it by that.
 */
final class QueueEntry {

    TrackedTask task;
    TaskWatch watch;
    /** With how many routes it is: two, if it was found and has ended while the first was told that nobody knows of it. */
    int routes;
    /** When its intent was last made. Here that is measured awake, as its owner's POST is, which sleeps with this process. */
    Moment posted;

    QueueEntry(TrackedTask task, Moment posted) {
        this.task = task;
        this.posted = posted;
    }

    Phase phase() {
        return task.phase();
    }

    boolean isUnwatched() {
        return phase() == Phase.WAITING && watch == null;
    }
}
