package io.github.camelpika.wait;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelpika.time.Timer;

/**
 * Remembers when this process had its last tasks accepted. A gateway may not know a fresh id yet, and need not be asked
 * after one at once.
 */
final class RecentTasks {

    /** About a megabyte. What falls out is asked after a little earlier than need be, and nothing else. */
    private static final int MOST = 10_000;
    /** For as long a gateway that doesn't know an id is asked again; V-API's users report seconds. */
    static final Duration FRESH = Duration.ofMinutes(2);

    private final Timer timer;
    private final Map<String, Long> accepted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    RecentTasks(Timer timer) {
        this.timer = timer;
    }

    synchronized void add(String taskId) {
        accepted.put(taskId, timer.nanos());
    }

    /**
     * How long ago the task was accepted, or null if it isn't remembered.
     */
    synchronized Duration age(String taskId) {
        Long at = accepted.get(taskId);
        return at == null ? null : Duration.ofNanos(timer.nanos() - at);
    }
}
