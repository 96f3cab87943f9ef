package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that are over, in the order in which they ended, and kept for their idempotent keys.
 */
final class MemoryKeys {

    /** Some 100 MB, with the tasks. */
    static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryKeys.class);

    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private Duration retention = Retention.DEFAULT;
    private boolean warned;

    private record Kept(TrackedTask task, Instant since) {
    }

    synchronized void setRetention(Duration retention) {
        this.retention = retention;
    }

    synchronized Duration retention() {
        return retention;
    }

    /**
     * A task that has ended is kept, if it has a key.
     */
    synchronized void keep(TrackedTask task, Instant now) {
        expire(now);
        if (!task.claim().hasKey()) {
            return;
        }
        kept.put(task.id(), new Kept(task.in(Phase.DONE), now));
        if (kept.size() > MOST) {
            removeEldest();
            if (!warned) {
                warned = true;
                LOG.warn("More than {} idempotent keys of ended tasks would have to be kept in memory, so the oldest"
                        + " are forgotten early: a job that is submitted again with one of them is paid for again. Use a shorter"
                         + " retention, or a task tracker with a database. Logged once.", MOST);
            }
        }
    }

    private void removeEldest() {
        Iterator<Kept> eldest = kept.values().iterator();
        eldest.next();
        eldest.remove();
    }

    /**
     * Forgets what was kept long enough.
     */
    synchronized void expire(Instant now) {
        Instant since = now.minus(retention);
        Iterator<Kept> eldest = kept.values().iterator();
        while (eldest.hasNext() && !eldest.next().since.isAfter(since)) {
            eldest.remove();
        }
    }

    synchronized Optional<TrackedTask> find(String id) {
        return Optional.ofNullable(kept.get(id)).map(Kept::task);
    }

    synchronized boolean forget(String id) {
        return kept.remove(id) != null;
    }
}
