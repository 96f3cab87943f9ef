package io.github.camelpika.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.github.kagkarlsson.scheduler.task.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of wake-ups that were picked together, read together. Each step takes its own; it is as good as one read a
 * moment later, as a change of a task is made only if that still is as it was read.
 */
final class PickedRows {

    private static final Logger LOG = LoggerFactory.getLogger(PickedRows.class);

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

    void read(List<Execution> picked) {
        if (picked.isEmpty()) {
            return;
        }
        List<String> ids = picked.stream().map(Execution::getId).toList();
        try {
            store.transactions().single(connection -> TaskTable.ofIds(connection, ids, whole, store.unreadable()))
                    .forEach(row -> rows.put(row.task().id(), row));
        } catch (TrackerDatabaseException e) {
            LOG.debug("Each step reads its own task", e);
        }
    }

    /**
     * Empty for one that wasn't read yet.
     */
    Optional<TaskRow> take(String id) {
        return Optional.ofNullable(rows.remove(id));
    }
}
