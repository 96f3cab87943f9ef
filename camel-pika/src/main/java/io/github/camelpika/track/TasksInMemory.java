package io.github.camelpika.track;

import java.util.List;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of the tasks that nobody will know of when the process ends.
 */
final class TasksInMemory {

    private static final Logger LOG = LoggerFactory.getLogger(TasksInMemory.class);

    /** A line of a log that a person can still read. */
    private static final int MOST_TOLD = 50;

    private TasksInMemory() {
    }

    static void tell(List<TrackedTask> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        List<String> ids = tasks.stream().map(task -> task.task().taskId()).filter(Objects::nonNull).toList();
        String more = ids.size() > MOST_TOLD ? " and " + (ids.size() - MOST_TOLD) + " more" : "";
        LOG.warn("{} queued tasks are in memory only, and are forgotten when this process ends, while the gateways"
                + " continue with them. Fetch them with pika:feed and these task ids: {}{}. {} of them have no task"
                + " id. A JdbcTaskTracker would keep them.",
                tasks.size(), String.join(", ", ids.subList(0, Math.min(MOST_TOLD, ids.size()))), more,
                tasks.size() - ids.size());
    }
}
