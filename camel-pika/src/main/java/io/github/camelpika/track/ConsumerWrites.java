package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.Transactions.Lane;

/**
 * What those who work for a queue write down. Each is told whether the row was still as it was read.
 */
final class ConsumerWrites {

    private final TaskStore store;
    private final Duration retention;

    ConsumerWrites(TaskStore store, Duration retention) {
        this.store = store;
        this.retention = retention;
    }

    /**
     * The task was asked after, and is not what it was.
     */
    boolean seen(TaskRow read, VideoTask seen, Instant queuedSince) {
        return store.transactions().write(Lane.POLLS, read.task().id(), TaskTable.update(read.seen(seen, queuedSince)));
    }

    /**
     * The gateway began to give answers of a final kind, or ceased to.
     *
     * @param since null if it ceased
     */
    boolean doubted(TaskRow read, Instant since) {
        return store.transactions().write(Lane.POLLS, read.task().id(), TaskTable.update(read.doubted(since)));
    }

    /**
     * @param mine      whether the row was still as it was read
     * @param costKnown whether what the task cost is noted, if it tells that
     */
    record Ready(boolean mine, boolean costKnown) {
    }

    /**
     * The task is over and may be delivered, which its wake-up is for from now on. What it cost is noted with that, as nobody
     * asks after it again.
     */
    Ready ready(TaskRow read, VideoTask end, BigDecimal unitPrice, ExecutionComplete poll) {
        Instant now = store.clock().now();
        String delivery = WakeUps.deliver(read.task().queue());
        WakeUpTable wakeUps = store.wakeUps().table();
        TaskRow ready = read.seen(end, read.queuedSince()).with(read.task().with(end).in(Phase.READY));
        Ready done = store.transactions().write(Lane.POLLS, read.task().id(), TaskTable.update(ready).then(unchanged -> unchanged
                ? CostTable.ended(read.task().origin().gateway(), end, unitPrice)
                        .then(known -> wakeUps.replace(poll.getExecution(), delivery, now).last(new Ready(true, known))).asNext()
                : wakeUps.again(poll, now).last(new Ready(false, false))));
        store.wakeUps().written(done.mine ? delivery : poll.getExecution().getTaskName(), now);
        return done;
    }

    /**
     * A route is about to be given the task.
     *
     * @return the row after it, or empty if it isn't there to be delivered any more
     */
    Optional<TaskRow> delivering(TaskRow read) {
        TrackedTask given = read.task().delivered(read.task().deliveries() + 1);
        TaskRow after = read.with(given);
        return store.transactions().write(Lane.DELIVERIES, given.id(), TaskTable.update(after))
                ? Optional.of(new TaskRow(given, after.asked(), after.queuedSince(), after.finalSince(), after.expiresAt(),
                        after.revision() + 1))
                : Optional.empty();
    }

    /**
     * The route went through with the task. One whose fate is unknown stays, for a person; one with a key, for the key.
     */
    void delivered(TaskRow given, ExecutionComplete delivery) {
        if (given.task().isFateUnknown()) {
            over(given, delivery, TaskTable.update(given.with(given.task().in(Phase.UNKNOWN))));
        } else if (given.task().claim().hasKey()) {
            over(given, delivery, TaskTable.update(given.done(store.clock().now().plus(retention))));
        } else {
            store.failover().isOver(given.task().id());
            over(given, delivery, TaskTable.delete(given));
        }
    }

    void dead(TaskRow given, ExecutionComplete delivery) {
        over(given, delivery, TaskTable.update(given.with(given.task().in(Phase.DEAD))));
    }

    /**
     * An unknown one may have been found meanwhile: then this delivery says nothing of the task that it is now.
     */
    private void over(TaskRow given, ExecutionComplete delivery, Write<Boolean> write) {
        Instant now = store.clock().now();
        WakeUpTable wakeUps = store.wakeUps().table();
        boolean over = store.transactions().write(Lane.DELIVERIES, given.task().id(), write.then(unchanged -> unchanged
                ? wakeUps.remove(delivery.getExecution()).last(true)
                : wakeUps.again(delivery, now).last(false)));
        if (!over) {
            store.wakeUps().written(delivery.getExecution().getTaskName(), now);
        }
    }
}
