package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.camelpika.model.VideoTask;

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
        return store.transactions().single(connection -> TaskTable.update(connection, read.seen(seen, queuedSince)));
    }

    /**
     * The gateway began to give answers of a final kind, or ceased to.
     *
     * @param since null if it ceased
     */
    boolean doubted(TaskRow read, Instant since) {
        return store.transactions().single(connection -> TaskTable.update(connection, read.doubted(since)));
    }

    /**
     * The task is over and may be delivered. What it cost is noted with that, as nobody asks after it again.
     */
    boolean ready(TaskRow read, VideoTask end) {
        return store.transactions().run(connection -> {
            boolean mine = TaskTable.update(connection,
                    read.seen(end, read.queuedSince()).with(read.task().with(end).in(Phase.READY)));
            if (mine) {
                CostTable.ended(connection, read.task().origin().gateway(), end, null);
            }
            return mine;
        });
    }

    /**
     * A route is about to be given the task.
     *
     * @return the row after it, or empty if it isn't there to be delivered any more
     */
    Optional<TaskRow> delivering(TaskRow read) {
        TrackedTask given = read.task().delivered(read.task().deliveries() + 1);
        TaskRow after = read.with(given);
        return store.transactions().single(connection -> TaskTable.update(connection, after))
                ? Optional.of(new TaskRow(given, after.asked(), after.queuedSince(), after.finalSince(), after.expiresAt(),
                        after.revision() + 1))
                : Optional.empty();
    }

    /**
     * The route went through with the task. One whose fate is unknown stays, for a person; one with a key, for the key.
     *
     * @return whether it still was the task that the route was given
     */
    boolean delivered(TaskRow given) {
        return store.transactions().single(connection -> {
            if (given.task().isFateUnknown()) {
                return TaskTable.update(connection, given.with(given.task().in(Phase.UNKNOWN)));
            }
            if (given.task().claim().hasKey()) {
                return TaskTable.update(connection, given.done(store.clock().now().plus(retention)));
            }
            store.failover().isOver(given.task().id());
            return TaskTable.delete(connection, given);
        });
    }

    boolean dead(TaskRow given) {
        return store.transactions().single(connection -> TaskTable.update(connection, given.with(given.task().in(Phase.DEAD))));
    }
}
