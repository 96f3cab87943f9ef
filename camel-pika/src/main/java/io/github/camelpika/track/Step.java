package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a wake-up of a queue comes due. However it ends, the wake-up gets a next time, becomes another one, or
 * goes.
 */
abstract class Step extends CustomTask<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(Step.class);

    /** What failed for a reason of this side is tried again soon; most often the database was away. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private static final Duration AFTER_UNREADABLE = Duration.ofMinutes(5);
    /** Routes are told of an unknown fate in seconds, most often. */
    private static final Duration BEHIND_A_DELIVERY = Duration.ofSeconds(5);

    private final QueueNode node;
    private final Transactions.Lane lane;
    private final Phase alive;
    private final PickedRows picked;

    /**
     * @param alive the phase in which a task may be acted on as it was when its wake-up was picked: then whatever is
     *              written is written only if it has not changed since
     */
    Step(String name, QueueNode node, Transactions.Lane lane, Phase alive, boolean whole) {
        // no failure gets to db-scheduler's handler
        super(name, Void.class, null, UnaryOperator.identity(), new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE), node.deadWakeUps());
        this.node = node;
        this.lane = lane;
        this.alive = alive;
        this.picked = new PickedRows(node.store(), whole);
    }

    PickedRows picked() {
        return picked;
    }

    QueueNode node() {
        return node;
    }

    TaskStore store() {
        return node.store();
    }

    @Override
    public final CompletionHandler<Void> execute(TaskInstance<Void> wakeUp, ExecutionContext context) {
        Execution execution = context.getExecution();
        node.running(execution);
        CompletionHandler<Void> completion;
        try {
            Optional<TaskRow> row = picked.take(wakeUp.getId()).filter(read -> read.isIn(alive)).or(() -> read(wakeUp.getId()));
            completion = row.isPresent() ? look(row.get(), execution) : remove();
        } catch (UnreadableRowException e) {
            store().unreadable().tell(e);
            completion = again(AFTER_UNREADABLE);
        } catch (RuntimeException | Error e) {
            // db-scheduler's own handler would leave it among those that run here, so that it is never taken over
            if (!DatabaseErrors.isOutage(e)) {
                LOG.warn("A step for submission {} of queue {} failed; trying again: {}", wakeUp.getId(), node.queue(),
                        e.toString());
            }
            LOG.debug("It failed", e);
            completion = again(AFTER_FAILURE);
        }
        CompletionHandler<Void> next = completion;
        return (complete, operations) -> {
            try {
                node.persist(() -> next.complete(complete, operations));
            } finally {
                node.runsNoMore(execution);
            }
        };
    }

    abstract Optional<TaskRow> read(String id);

    /**
     * Does what is to be done for the row, and decides about the wake-up.
     *
     * @return what writes that, again and again while the database is away
     */
    abstract CompletionHandler<Void> look(TaskRow row, Execution execution);

    CompletionHandler<Void> remove() {
        return (complete, operations) -> write(complete, table().remove(complete.getExecution()));
    }

    CompletionHandler<Void> again(Duration pause) {
        return again(store().clock().now().plus(pause));
    }

    CompletionHandler<Void> again(Instant time) {
        return (complete, operations) -> again(complete, time);
    }

    void again(ExecutionComplete complete, Instant time) {
        write(complete, table().again(complete, time));
        store().wakeUps().written(getName(), time);
    }

    /**
     * Has the task delivered instead of polled.
     */
    CompletionHandler<Void> deliver() {
        return (complete, operations) -> behindADelivery(complete, () -> {
            String name = WakeUps.deliver(node.queue());
            Instant now = store().clock().now();
            write(complete, table().replace(complete.getExecution(), name, now));
            store().wakeUps().written(name, now);
        });
    }

    /**
     * Makes this wake-up one for a delivery. Where there is one, as a route is just being told that the task's fate is unknown,
     * this one comes again when that may be over.
     */
    void behindADelivery(ExecutionComplete complete, Runnable replacing) {
        try {
            replacing.run();
        } catch (TrackerDatabaseException e) {
            if (!DatabaseErrors.isThereAlready(e)) {
                throw e;
            }
            LOG.debug("{} is being delivered", complete.getExecution(), e);
            again(complete, store().clock().now().plus(BEHIND_A_DELIVERY));
        }
    }

    private WakeUpTable table() {
        return store().wakeUps().table();
    }

    private void write(ExecutionComplete complete, Write<Boolean> write) {
        if (!store().transactions().write(lane, complete.getExecution().getId(), write)) {
            LOG.debug("Another node has taken {} over in the meantime", complete.getExecution());
        }
    }

    /**
     * Has the task polled instead of delivered, where that isn't on its way already.
     */
    CompletionHandler<Void> poll() {
        return (complete, operations) -> {
            store().wakeUps().pollAt(node.queue(), complete.getExecution().getId(), store().clock().now());
            operations.remove();
        };
    }
}
