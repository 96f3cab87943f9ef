package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Moment;

/**
 * What those who submit write down.
 */
final class SubmitterWrites {

    /** Nobody may report the end of an inline task, so its key is kept from the acceptance, and this much longer. */
    private static final Duration INLINE_LASTS = Duration.ofDays(1);

    private final TaskStore store;
    private final Duration retention;

    SubmitterWrites(TaskStore store, Duration retention) {
        this.store = store;
        this.retention = retention;
    }

    Optional<TrackedTask> intend(TrackedTask task) {
        Moment begun = Moment.of(store.timer());
        TrackedTask intent = task.renewed(store.clock().now());
        try {
            store.transactions().run(connection -> {
                TaskTable.insert(store.database(), connection, TaskRow.of(intent));
                pollWhenAbandoned(intent);
                return null;
            });
            return hasTime(true, begun, intent) ? Optional.empty() : whoElse(task);
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

    private Optional<TrackedTask> whoElse(TrackedTask task) {
        Optional<TrackedTask> there = store.findWhole(task.id());
        return there.isPresent() ? there : intend(task);
    }

    private void pollWhenAbandoned(TrackedTask intent) {
        if (intent.queue() != null) {
            store.wakeUps().firstPollAt(intent.queue(), intent.id(), intent.acceptedAt().plus(store.intentLives()));
        }
    }

    /**
     * Whoever may post has the whole time of an intent for it. If the database took long to write it down, or this process
     * slept meanwhile, others may soon hold it dead, or do so already; as it has posted nothing since, it begins anew.
     */
    private boolean hasTime(boolean mine, Moment begun, TrackedTask intent) {
        boolean still = mine;
        Moment before = begun;
        while (still && before.atMost(store.timer()).compareTo(store.slack()) > 0) {
            before = Moment.of(store.timer());
            Instant now = store.clock().now();
            still = store.step(intent.id(),
                    row -> row.task().isOf(intent) && (row.isIn(Phase.INTENT) || row.task().isFateUnknown())
                            ? Optional.of(row.with(row.task().renewed(now)))
                            : Optional.empty(),
                    row -> pollWhenAbandoned(row.task()));
        }
        return still;
    }

    Optional<TrackedTask> lookUp(String id) {
        store.find(id).filter(store::isAbandoned).map(TaskRow::task).filter(task -> !task.mayBeRepeated(store.clock().now()))
                .ifPresent(this::abandoned);
        return store.queries().find(id);
    }

    boolean renew(TrackedTask intent) {
        Moment begun = Moment.of(store.timer());
        Instant now = store.clock().now();
        boolean mine = store.step(intent.id(), row -> row.task().isIntentOf(intent)
                ? Optional.of(row.with(row.task().renewed(now)))
                : Optional.empty(), row -> pollWhenAbandoned(row.task()));
        return hasTime(mine, begun, intent);
    }

    boolean resubmit(TrackedTask intent) {
        Moment begun = Moment.of(store.timer());
        Instant now = store.clock().now();
        boolean mine = store.step(intent.id(),
                row -> row.task().isFateUnknown()
                        ? Optional.of(row.with(row.task().takenOver(intent, now)))
                        : Optional.empty(),
                row -> pollWhenAbandoned(row.task()));
        return hasTime(mine, begun, intent);
    }

    Optional<TrackedTask> takeOver(String id, String owner) {
        Moment begun = Moment.of(store.timer());
        Instant now = store.clock().now();
        boolean mine = store.step(id,
                row -> store.isAbandoned(row) && row.task().mayBeRepeated(now)
                        ? Optional.of(row.with(row.task().continuedBy(owner, now)))
                        : Optional.empty(),
                // whoever looks at it next finds that it is in good hands
                row -> { });
        return !mine ? Optional.empty()
                : store.findWhole(id).filter(task -> hasTime(task.isIntentOf(owner), begun, task))
                        .map(task -> task.repeatable(task.repeat().leftAt(store.clock().now())));
    }

    void accepted(String id, String taskId, Moment when) {
        Instant now = store.clock().at(when);
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
        store.removeIf(intent.id(), row -> row.task().isIntentOf(intent));
    }

    /**
     * Nobody knows whether the gateway has the job, and its owner won't tell.
     */
    void abandoned(TrackedTask intent) {
        if (leftInDoubt(intent, intent.abandoned(), null)) {
            TaskLog.unknown(intent, intent.abandoned());
        }
    }

    /**
     * One that may still be repeated stays for whoever takes it over.
     *
     * @return whether its fate is unknown from now on
     */
    boolean leftInDoubt(TrackedTask intent, String reason, String possibleTaskId) {
        Instant now = store.clock().now();
        return unknown(intent, row -> !row.task().mayBeRepeated(now), reason, possibleTaskId);
    }

    /**
     * @return whether it was this owner's intent until now
     */
    boolean unknown(TrackedTask intent, String reason, String possibleTaskId) {
        return unknown(intent, row -> true, reason, possibleTaskId);
    }

    private boolean unknown(TrackedTask intent, Predicate<TaskRow> where, String reason, String possibleTaskId) {
        return store.step(intent.id(), row -> row.task().isIntentOf(intent) && where.test(row)
                ? Optional.of(row.with(row.task().unknown(reason, possibleTaskId)))
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
