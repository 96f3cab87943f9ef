package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.camelpika.time.Moment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what PostgreSQL has lost when a standby took over that was behind: what this node had accepted in the last minutes
 * is compared with what is there, and written down again.
 */
final class FailoverCheck {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverCheck.class);

    /** A standby that is further behind is none to fail over to. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    /** Some megabytes, most often. */
    private static final int MOST = 5_000;

    private final TaskStore store;
    private final Map<String, TrackedTask> intents = new LinkedHashMap<>();
    private final Map<String, Accepted> accepted = new LinkedHashMap<>();
    private String generation;
    private Moment changed;

    private record Accepted(TrackedTask task, String taskId, Moment when) {
    }

    FailoverCheck(TaskStore store) {
        this.store = store;
        this.generation = generation();
    }

    /**
     * @return null where there are none, or a role may not ask
     */
    private String generation() {
        if (store.database() != Database.POSTGRESQL) {
            return null;
        }
        try {
            return store.transactions().single(Generation::of);
        } catch (TrackerDatabaseException e) {
            LOG.debug("A failover of this server can't be noticed", e);
            return null;
        }
    }

    synchronized void intended(TrackedTask intent) {
        if (generation != null) {
            intents.put(intent.id(), intent);
        }
    }

    /**
     * A submission could be written down as if it were new. If this node had it accepted before, the database has lost that, and
     * it becomes what it was: it must not be posted again, however soon it comes.
     *
     * @return whether that is so
     */
    boolean isFoundAgain(TrackedTask intent) {
        Accepted before;
        boolean isKnown;
        synchronized (this) {
            before = accepted.get(intent.id());
            isKnown = changed != null && changed.atMost(store.timer()).compareTo(REMEMBERED) <= 0;
        }
        if (before == null || !isKnown && Objects.equals(generation(), generation)) {
            return false;
        }
        store.submitted().accepted(intent.id(), before.taskId, before.when);
        LOG.warn("The database had lost task {} (submission {}), which was accepted before and is not submitted again",
                before.taskId, intent.id());
        return true;
    }

    /**
     * Nothing was accepted, or a person has put an end to it.
     */
    synchronized void isOver(String id) {
        intents.remove(id);
        accepted.remove(id);
    }

    /** They come in the order of their moments, so no more are looked at than go. */
    private void forgetOldest() {
        Iterator<Accepted> oldest = accepted.values().iterator();
        while (oldest.hasNext() && (oldest.next().when.atMost(store.timer()).compareTo(REMEMBERED) > 0 || accepted.size() >= MOST)) {
            oldest.remove();
        }
    }

    /**
     * To be called after that was written down.
     */
    void accepted(String id, String taskId, Moment when) {
        Accepted one;
        synchronized (this) {
            TrackedTask intent = intents.remove(id);
            if (intent == null) {
                return;
            }
            one = new Accepted(intent, taskId, when);
            forgetOldest();
            accepted.put(id, one);
            if (changed == null || changed.atMost(store.timer()).compareTo(REMEMBERED) > 0) {
                return;
            }
        }
        compare(List.of(one));
    }

    /**
     * The database answers again, after it did not.
     */
    void compare() {
        String now = generation == null ? null : generation();
        List<Accepted> recent;
        synchronized (this) {
            if (now == null || now.equals(generation)) {
                return;
            }
            generation = now;
            changed = Moment.of(store.timer());
            recent = accepted.values().stream().filter(each -> each.when.atMost(store.timer()).compareTo(REMEMBERED) <= 0).toList();
        }
        LOG.warn("The database of the task tracker is another server than before, or a standby that took over. What this node had"
                 + " accepted in the last {} min is compared with what is there: {} tasks", REMEMBERED.toMinutes(), recent.size());
        compare(recent);
    }

    private void compare(List<Accepted> recent) {
        List<String> again = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (Accepted each : recent) {
            String told = each.taskId + " (submission " + each.task.id() + ")";
            try {
                Optional<TaskRow> there = store.find(each.task.id());
                if (there.isPresent()) {
                    String now = there.get().task().task().taskId();
                    if (now != null && !now.equals(each.taskId)) {
                        twice.add(told + ", and as " + now);
                    }
                    store.submitted().accepted(each.task.id(), each.taskId, each.when);
                } else if (!each.task.claim().hasKey()) {
                    missing.add(told);
                } else if (store.submitted().acceptedAgain(each.task, each.taskId, each.when)) {
                    again.add(told);
                }
            } catch (RuntimeException e) {
                LOG.debug("It can't be compared", e);
                missing.add(told);
            }
        }
        if (!again.isEmpty()) {
            LOG.warn("The database had lost {} tasks that were accepted, which are written down again: {}", again.size(), again);
        }
        if (!twice.isEmpty()) {
            LOG.warn("{} tasks that the database had lost were submitted again before that was found, and accepted twice. The"
                     + " first ones are waited for no more; ask for them by their ids: {}", twice.size(), twice);
        }
        if (!missing.isEmpty()) {
            LOG.warn("{} tasks that this node had accepted are not in the database any more. Without an idempotentKey nobody can tell"
                     + " whether they were delivered or lost, so look whether their videos have come, and ask for those that"
                     + " have not by their ids: {}", missing.size(), missing);
        }
    }
}
