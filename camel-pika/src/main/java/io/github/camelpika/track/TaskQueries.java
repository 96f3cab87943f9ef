package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people and programs are shown of the submissions in the database. Rows that can't be read are left out of lists.
 */
final class TaskQueries {

    /** Kept keys may be many, and nobody looks for longer. */
    private static final Duration LATELY = Duration.ofDays(1);

    private final TaskStore store;
    private final Duration retention;

    TaskQueries(TaskStore store, Duration retention) {
        this.store = store;
        this.retention = retention;
    }

    /**
     * Without a task whose time to be kept is over, though its row is there yet.
     */
    Optional<TrackedTask> find(String id) {
        return store.findRowWhole(id).filter(row -> !row.isExpired(store.clock().now())).map(TaskRow::task);
    }

    List<TrackedTask> list(String queue, int most) {
        return tasks(connection -> TaskTable.ofQueue(connection, queue, most, store.unreadable()));
    }

    List<TaskSnapshot> snapshots(String queue, int most) {
        Instant now = store.clock().now();
        return list(queue, most).stream().map(task -> snapshot(task, now)).toList();
    }

    private TaskSnapshot snapshot(TrackedTask task, Instant now) {
        return TaskSnapshot.of(task, now, store.wakeUps().next(task.queue(), task.id())
                .map(next -> Duration.between(now, next)).filter(next -> !next.isNegative()).orElse(null));
    }

    TaskPage page(TaskFilter filter, int skip, int most) {
        Instant now = store.clock().now();
        PageOfRows rows = store.transactions().run(connection -> filter.isSearch()
                ? PageOfRows.searched(connection, filter, skip, most, store.unreadable())
                : PageOfRows.all(connection, filter, skip, most, store.unreadable()));
        return new TaskPage(rows.total(), rows.rows().stream().map(row -> snapshot(row.task(), now)).toList());
    }

    List<EndedTask> listEnded(int most) {
        Instant expiring = store.clock().now().plus(retention).minus(LATELY);
        return store.transactions().single(connection -> TaskTable.done(connection, expiring, most, store.unreadable())).stream()
                .map(row -> new EndedTask(row.task(), row.expiresAt().minus(retention))).toList();
    }

    List<TrackedTask> listUnknown(int most) {
        return tasks(connection -> TaskTable.unknown(connection, most, store.unreadable()));
    }

    private List<TrackedTask> tasks(Transactions.Work<List<TaskRow>> query) {
        return store.transactions().single(query).stream().map(TaskRow::task).toList();
    }

    QueueCounts counts(String queue) {
        return store.transactions().run(connection -> {
            Map<Phase, Long> counts = TaskTable.counts(connection, queue);
            return new QueueCounts(counts.getOrDefault(Phase.WAITING, 0L), counts.getOrDefault(Phase.READY, 0L),
                    TaskTable.delivering(connection, WakeUps.deliver(queue)), counts.getOrDefault(Phase.DEAD, 0L),
                    counts.getOrDefault(Phase.UNKNOWN, 0L));
        });
    }
}
