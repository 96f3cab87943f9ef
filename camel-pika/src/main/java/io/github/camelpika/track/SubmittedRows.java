package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * What those who submit write down.
 */
final class SubmittedRows {

    /** Nobody may report the end of an inline task, so its key is kept from the acceptance, and this much longer. */
    private static final Duration INLINE_LASTS = Duration.ofDays(1);

    private final TaskStore store;
    private final Duration retention;

    SubmittedRows(TaskStore store, Duration retention) {
        this.store = store;
        this.retention = retention;
    }

    Optional<TrackedTask> intend(TrackedTask task) {
        TrackedTask intent = task.renewed(store.clock().here(task.acceptedAt()));
        try {
            store.transactions().run(connection -> {
                TaskTable.insert(connection, TaskRow.of(intent));
                pollWhenAbandoned(intent);
                return null;
            });
            return Optional.empty();
        } catch (TrackerDatabaseException e) {
            TaskRow there = store.find(intent.id()).orElseThrow(() -> e);
            if (there.task().isOf(intent)) {
                // it was written down, though the answer was lost; nothing is posted all the same
                refused(intent);
                throw e;
            }
            if (there.isExpired(store.clock().now())) {
                store.transactions().run(connection -> TaskTable.delete(connection, there));
                return intend(task);
            }
            return store.findWhole(intent.id());
        }
    }

    private void pollWhenAbandoned(TrackedTask intent) {
        if (intent.queue() != null) {
            store.wakeUps().firstPollAt(intent.queue(), intent.id(), intent.acceptedAt().plus(store.intentLives()));
        }
    }

    boolean renew(TrackedTask task, Instant now) {
        TrackedTask intent = task.renewed(store.clock().here(now));
        return store.step(intent.id(), row -> row.isIn(Phase.INTENT) && row.task().isOf(intent)
                ? Optional.of(row.with(row.task().renewed(intent.acceptedAt())))
                : Optional.empty(), row -> pollWhenAbandoned(row.task()));
    }

    boolean resubmit(TrackedTask task) {
        TrackedTask intent = task.renewed(store.clock().here(task.acceptedAt()));
        return store.step(intent.id(),
                row -> row.task().isFateUnknown()
                        ? Optional.of(row.with(row.task().takenOver(intent)))
                        : Optional.empty(),
                row -> pollWhenAbandoned(row.task()));
    }

    void accepted(String id, String taskId, Instant acceptedAt) {
        Instant now = store.clock().here(acceptedAt);
        store.step(id, row -> {
            if (row.task().task().taskId() != null) {
                return Optional.empty();
            }
            TaskRow accepted = row.accepted(taskId, now);
            return Optional.of(row.isInline() ? accepted.expiring(now.plus(retention).plus(INLINE_LASTS)) : accepted);
        }, row -> {
            if (!row.isInline()) {
                store.wakeUps().pollAt(row.task().queue(), id, now);
            }
        });
    }

    void refused(TrackedTask intent) {
        store.removeIf(intent.id(), row -> row.isIn(Phase.INTENT) && row.task().isOf(intent));
    }

    /**
     * Nobody knows whether the gateway has the job, and its owner won't tell.
     */
    void abandoned(TrackedTask intent, String reason) {
        if (unknown(intent, reason)) {
            TaskLog.unknown(intent, reason);
        }
    }

    /**
     * @return whether it was this owner's intent until now
     */
    boolean unknown(TrackedTask intent, String reason) {
        return store.step(intent.id(), row -> row.isIn(Phase.INTENT) && row.task().isOf(intent)
                ? Optional.of(row.with(row.task().with(row.task().task().ended(TaskState.UNKNOWN, reason))
                        .in(row.isInline() ? Phase.UNKNOWN : Phase.READY)))
                : Optional.empty(), row -> {
                    if (!row.isInline()) {
                        store.wakeUps().pollAt(row.task().queue(), intent.id(), store.clock().now());
                    }
                });
    }

    void ended(String id, VideoTask task) {
        store.step(id, row -> row.isIn(Phase.WAITING) && row.isInline()
                ? Optional.of(row.with(row.task().with(task)).done(store.clock().now().plus(retention)))
                : Optional.empty(), row -> { });
    }
}
