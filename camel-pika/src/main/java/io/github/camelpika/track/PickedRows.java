package io.github.camelpika.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * The tasks of wake-ups that were picked together, read together. Each step takes its own; it is as good as one read a
 * moment later, as a change of a task is made only if that still is as it was read.
 */
final class PickedRows {

    private final TaskStore store;
    private final boolean whole;
    private final Map<String, TaskRow> rows = new ConcurrentHashMap<>();

    /**
     * @param whole with what was submitted
     */
    PickedRows(TaskStore store, boolean whole) {
        this.store = store;
        this.whole = whole;
    }

    /**
     * In the transaction in which the wake-ups are picked.
     */
    List<Execution> with(Supplier<List<Execution>> pick) {
        List<TaskRow> read = new ArrayList<>();
        List<Execution> all = store.transactions().patiently(connection -> {
            List<Execution> picked = pick.get();
            if (!picked.isEmpty()) {
                read.addAll(TaskTable.ofIds(connection, picked.stream().map(Execution::getId).toList(), whole, store.unreadable()));
            }
            return picked;
        });
        read.forEach(row -> rows.put(row.task().id(), row));
        return all;
    }

    /**
     * Empty for one that wasn't read yet.
     */
    Optional<TaskRow> take(String id) {
        return Optional.ofNullable(rows.remove(id));
    }
}
