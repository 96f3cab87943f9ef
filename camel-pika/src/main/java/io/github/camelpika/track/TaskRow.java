package io.github.camelpika.track;

import java.time.Instant;

import io.github.camelpika.model.VideoTask;

/**
 * A row of the table {@code pika_task}.
 *
 * @param task        without what was submitted, where that wasn't read
 * @param asked       whether the gateway has told of the task at all; until then its state is a guess
 * @param queuedSince since when the task is queued, if it is
 * @param finalSince  since when the gateway gives only answers of a final kind, such as that there is no such task; null if
 *                    the last one wasn't
 * @param expiresAt   when the row may go; null for one that stays until something happens
 * @param revision    one more with each change; a change of a row that somebody else has changed meanwhile does nothing
 */
record TaskRow(TrackedTask task, boolean asked, Instant queuedSince, Instant finalSince, Instant expiresAt,
               long revision) {

    static TaskRow of(TrackedTask intent) {
        return new TaskRow(intent, false, intent.acceptedAt(), null, null, 1);
    }

    TaskRow with(TrackedTask newTask) {
        return new TaskRow(newTask, asked, queuedSince, finalSince, expiresAt, revision);
    }

    TaskRow accepted(String taskId, Instant now) {
        return new TaskRow(task.accepted(taskId, now), false, now, null, null, revision);
    }

    TaskRow seen(VideoTask seen, Instant newQueuedSince) {
        return new TaskRow(task.with(seen), true, newQueuedSince, null, expiresAt, revision);
    }

    TaskRow doubted(Instant since) {
        return new TaskRow(task, asked, queuedSince, since, expiresAt, revision);
    }

    TaskRow expiring(Instant when) {
        return new TaskRow(task, asked, queuedSince, finalSince, when, revision);
    }

    /**
     * The same row of a task that is over and kept for its key.
     */
    TaskRow done(Instant until) {
        return with(task.in(Phase.DONE)).expiring(until);
    }

    /**
     * The task as the gateway last told it, or null.
     */
    VideoTask last() {
        return asked ? task.task() : null;
    }

    boolean isIn(Phase phase) {
        return task.phase() == phase;
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && expiresAt.isBefore(now);
    }

    boolean isInline() {
        return task.queue() == null;
    }
}
