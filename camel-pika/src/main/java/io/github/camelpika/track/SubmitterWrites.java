package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Moment;
import io.github.camelpika.track.Transactions.Lane;
import io.github.camelpika.wait.BoundedMap;

/**
 * What those who submit write down.
 */
final class SubmitterWrites {

    /** Nobody may report the end of an inline task, so its key is kept from the acceptance, and this much longer. */
    private static final Duration INLINE_LASTS = Duration.ofDays(1);

    /** More are hardly being posted at once; whose row isn't remembered, it is read. */
    private static final int MOST_OWN = 1_000;

    /** Somebody may withdraw his intent with the same key between the conflict with it and the look at it. */
    private static final int MOST_TRIES = 20;

    /** For an intent with which nothing else is kept. */
    static final Runnable NOTHING = () -> { };

    private final TaskStore store;
    private final Duration retention;
    /** The intents of this process that nothing has become of yet. */
    private final Map<String, TaskRow> own = Collections.synchronizedMap(new BoundedMap<>(MOST_OWN));

    SubmitterWrites(TaskStore store, Duration retention) {
        this.store = store;
        this.retention = retention;
    }

    Optional<TrackedTask> intend(TrackedTask task, Runnable alongside) {
        return intend(task, alongside, MOST_TRIES);
    }

    private Optional<TrackedTask> intend(TrackedTask task, Runnable alongside, int tries) {
        Moment begun = Moment.of(store.timer());
        TrackedTask intent = task.renewed(store.clock().now());
        try {
            if (!write(intent, alongside)) {
                return there(task, alongside);
            }
            own.put(intent.id(), TaskRow.of(intent));
            return hasTime(true, begun, intent) ? Optional.empty() : whoElse(task, alongside);
        } catch (TrackerDatabaseException e) {
            Optional<TaskRow> there = store.find(intent.id());
            if (there.isEmpty() && tries > 1 && DatabaseErrors.isConflict(e)) {
                return intend(task, alongside, tries - 1);
            }
            if (there.orElseThrow(() -> e).task().isOf(intent)) {
                // it was written down, though the answer was lost; nothing is posted all the same
                refused(intent);
                throw e;
            }
            return there(task, alongside);
        }
    }

    /**
     * @param alongside goes with what other threads write, unless it has to look at more than a row of its own
     */
    private boolean write(TrackedTask intent, Runnable alongside) {
        TaskRow row = TaskRow.of(intent);
        Transactions.Work<Boolean> alone = connection -> {
            alongside.run();
            TaskTable.insert(store.database(), connection, row);
            pollWhenAbandoned(intent);
            return true;
        };
        if (alongside != NOTHING && !(alongside instanceof Reservation)) {
            return store.transactions().run(alone);
        }
        Write.Next<Boolean> poll = firstPoll(intent);
        Write.Next<Boolean> rest = alongside instanceof Reservation reservation
                ? CostTable.insert(reservation.entry()).then(noted -> poll).asNext() : poll;
        Write<Boolean> insert = TaskTable.insert(store.database(), row).then(mine -> mine ? rest : Write.done(false));
        return store.transactions().write(Lane.SUBMISSIONS, intent.id(), insert,
                store.database() == Database.POSTGRESQL ? insert::all : alone);
    }

    private Write.Next<Boolean> firstPoll(TrackedTask intent) {
        return intent.queue() == null ? Write.done(true)
                : store.wakeUps().table().first(WakeUps.poll(intent.queue()), intent.id(),
                        intent.acceptedAt().plus(store.intentLives())).last(true);
    }

    /**
     * Somebody's, if it is still to be kept.
     */
    private Optional<TrackedTask> there(TrackedTask task, Runnable alongside) {
        Optional<TaskRow> there = store.find(task.id());
        if (there.isPresent() && !there.get().isExpired(store.clock().now())) {
            return whoElse(task, alongside);
        }
        there.ifPresent(row -> store.transactions().run(connection -> TaskTable.delete(connection, row)));
        return intend(task, alongside);
    }

    private Optional<TrackedTask> whoElse(TrackedTask task, Runnable alongside) {
        Optional<TrackedTask> there = store.findWhole(task.id());
        return there.isPresent() ? there : intend(task, alongside);
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
        TaskRow intent = own.remove(id);
        if (intent != null && acceptedAsWritten(intent, taskId, now)) {
            return;
        }
        store.step(id, row -> row.task().task().taskId() == null ? Optional.of(accepted(row, taskId, now)) : Optional.empty(), row -> {
            store.transactions().run(connection -> {
                CostTable.accepted(connection, id, row.task().origin().gateway(), taskId);
                return null;
            });
            if (!row.isInline()) {
                // that its fate was unknown is news to nobody any more
                store.wakeUps().cancelDelivery(row.task().queue(), id);
                store.wakeUps().pollAt(row.task().queue(), id, now);
            }
        });
    }

    private TaskRow accepted(TaskRow row, String taskId, Instant now) {
        TaskRow accepted = row.accepted(taskId, now);
        return row.isInline() ? accepted.expiring(now.plus(retention).plus(INLINE_LASTS)) : accepted;
    }

    /**
     * Nearly always the row is as this process has written it, and need not be read.
     *
     * @return whether it was, and all is done
     */
    private boolean acceptedAsWritten(TaskRow intent, String taskId, Instant now) {
        String id = intent.task().id();
        TaskRow accepted = accepted(intent, taskId, now);
        Write<Boolean> update = TaskTable.update(accepted);
        Write<Boolean> cost = CostTable.accepted(intent.task().claim().owner(), id, intent.task().origin().gateway(), taskId);
        if (intent.isInline()) {
            return store.transactions().write(Lane.SUBMISSIONS, id,
                    update.then(mine -> mine ? cost.last(true) : Write.done(false)));
        }
        String queue = intent.task().queue();
        Instant first = store.wakeUps().firstPoll(accepted);
        Write<Boolean> move = store.wakeUps().table().move(WakeUps.poll(queue), id, first);
        Boolean moved = store.transactions().write(Lane.SUBMISSIONS, id,
                update.then(mine -> mine ? cost.then(noted -> move.asNext()).asNext() : Write.done(null)));
        if (moved == null) {
            return false;
        }
        if (moved) {
            store.wakeUps().written(WakeUps.poll(queue), first);
        } else {
            store.wakeUps().pollAt(queue, id, first);
        }
        return true;
    }

    /**
     * The same for a submission of which the database has lost everything.
     *
     * @return false if somebody else was faster
     */
    boolean acceptedAgain(TrackedTask intent, String taskId, Moment when) {
        Instant now = store.clock().at(when);
        return insertAgain(accepted(TaskRow.of(intent.renewed(now)), taskId, now));
    }

    /**
     * The same for one of which nobody knows whether the gateway has it.
     */
    boolean unknownAgain(TrackedTask intent, String reason, String possibleTaskId) {
        return insertAgain(TaskRow.of(intent.renewed(store.clock().now()).unknown(reason, possibleTaskId)));
    }

    private boolean insertAgain(TaskRow row) {
        try {
            return store.transactions().run(connection -> {
                TaskTable.insert(store.database(), connection, row);
                if (!row.isInline()) {
                    store.wakeUps().firstPollAt(row.task().queue(), row.task().id(), store.clock().now());
                }
                return true;
            });
        } catch (TrackerDatabaseException e) {
            if (store.find(row.task().id()).isPresent()) {
                return false;
            }
            throw e;
        }
    }

    void refused(TrackedTask intent) {
        own.remove(intent.id());
        store.removeIf(intent.id(), row -> row.task().isIntentOf(intent),
                connection -> CostTable.release(connection, intent.claim().owner()));
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
        own.remove(intent.id());
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
                : Optional.empty(), row -> store.transactions().run(
                        connection -> CostTable.ended(connection, row.task().origin().gateway(), task, null)));
    }
}
