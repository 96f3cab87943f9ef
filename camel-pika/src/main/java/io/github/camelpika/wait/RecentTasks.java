package io.github.camelpika.wait;

import java.time.Duration;
import java.util.Map;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.time.Timer;

/**
 * Remembers the last tasks that this process had accepted: when, and what they are. A gateway may not know a fresh id
 * yet, and need not be asked after one at once; and how long a task takes is counted from there. Also those that it has
 * seen alive: that their ids are right is known.
 */
final class RecentTasks {

    /** About 15 MB, if there ever are so many. What falls out is asked after more often than need be, and nothing else. */
    private static final int MOST = 100_000;
    /** For as long a gateway that doesn't know an id is asked again; V-API's users report seconds. */
    static final Duration FRESH = Duration.ofMinutes(2);

    private final Timer timer;
    private final Map<String, Accepted> accepted = new BoundedMap<>(MOST);
    private final Map<String, Boolean> seen = new BoundedMap<>(MOST);

    private record Accepted(long at, JobKind kind) {
    }

    RecentTasks(Timer timer) {
        this.timer = timer;
    }

    synchronized void add(String taskId, JobKind kind) {
        accepted.put(taskId, new Accepted(timer.nanos(), kind));
    }

    synchronized void seenAlive(String taskId) {
        if (!accepted.containsKey(taskId)) {
            seen.put(taskId, true);
        }
    }

    /**
     * Whether there is, or was, such a task.
     */
    synchronized boolean isKnown(String taskId) {
        return accepted.containsKey(taskId) || seen.containsKey(taskId);
    }

    /**
     * How long ago the task was accepted, or null if it isn't remembered.
     */
    synchronized Duration age(String taskId) {
        Accepted task = accepted.get(taskId);
        return task == null ? null : Duration.ofNanos(timer.nanos() - task.at);
    }

    /**
     * What the task is, or {@link JobKind#ANY} if it isn't remembered.
     */
    synchronized JobKind kind(String taskId) {
        Accepted task = accepted.get(taskId);
        return task == null ? JobKind.ANY : task.kind;
    }
}
