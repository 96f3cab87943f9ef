package io.github.camelpika.track;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelpika.time.Moment;

/**
 * The tasks of a queue in memory, and where to find those that something is to be done about: no change takes longer
 * because there are many others. All under the queue's lock.
 */
final class QueueEntries {

    /** In the order in which they were submitted. */
    private final Map<String, QueueEntry> byId;
    private final Map<Phase, Set<QueueEntry>> byPhase = new EnumMap<>(Phase.class);
    /** Ended, and to be given to a route as soon as one is free: the first one first. */
    private final Set<QueueEntry> ready = new LinkedHashSet<>();
    /** Ended, and to be given to a route again after a pause. */
    private final Set<QueueEntry> paused = new LinkedHashSet<>();
    /** Waiting, while nobody asks after them. */
    private final Set<QueueEntry> unwatched = new LinkedHashSet<>();
    /** Waiting, while nobody has the key to ask after them. */
    private final Set<QueueEntry> keyless = new LinkedHashSet<>();
    private final Map<MemorySubscription, Set<QueueEntry>> watched = new HashMap<>();
    private final Set<QueueEntry> fateUnknown = new LinkedHashSet<>();
    private int delivering;

    /**
     * @param byId empty, and in the order in which something is put into it
     */
    QueueEntries(Map<String, QueueEntry> byId) {
        this.byId = byId;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /**
     * @return null if there is none
     */
    QueueEntry get(String id) {
        return byId.get(id);
    }

    boolean has(QueueEntry entry) {
        return byId.get(entry.task.id()) == entry;
    }

    void add(TrackedTask task, Moment posted) {
        QueueEntry entry = new QueueEntry(task, posted);
        byId.put(task.id(), entry);
        index(entry);
    }

    /**
     * @return whom to stop, when the lock is free again
     */
    Runnable remove(QueueEntry entry) {
        Runnable stop = unwatch(entry);
        unindex(entry);
        withdraw(entry);
        delivering -= entry.routes > 0 ? 1 : 0;
        byId.remove(entry.task.id());
        return stop;
    }

    /**
     * More is known of a task.
     */
    void set(QueueEntry entry, TrackedTask task) {
        if (task.phase() == entry.phase() && task.isFateUnknown() == entry.task.isFateUnknown()) {
            entry.task = task;
        } else {
            unindex(entry);
            entry.task = task;
            index(entry);
        }
    }

    private void index(QueueEntry entry) {
        byPhase.computeIfAbsent(entry.phase(), phase -> new LinkedHashSet<>()).add(entry);
        if (entry.task.isFateUnknown()) {
            fateUnknown.add(entry);
        }
        if (entry.isUnwatched()) {
            unwatched.add(entry);
        }
    }

    private void unindex(QueueEntry entry) {
        byPhase.get(entry.phase()).remove(entry);
        fateUnknown.remove(entry);
        unwatched.remove(entry);
    }

    void watch(QueueEntry entry, TaskWatch watch) {
        entry.watch = watch;
        unwatched.remove(entry);
        watched.computeIfAbsent(watch.by(), by -> new LinkedHashSet<>()).add(entry);
        if (!watch.canAsk()) {
            keyless.add(entry);
        }
    }

    /**
     * @return whom to stop, when the lock is free again
     */
    Runnable unwatch(QueueEntry entry) {
        TaskWatch was = entry.watch;
        if (was == null) {
            return () -> { };
        }
        entry.watch = null;
        keyless.remove(entry);
        watched.computeIfPresent(was.by(), (by, others) -> others.remove(entry) && others.isEmpty() ? null : others);
        if (entry.isUnwatched()) {
            unwatched.add(entry);
        }
        return was::stop;
    }

    List<QueueEntry> unwatched() {
        return List.copyOf(unwatched);
    }

    List<QueueEntry> keyless() {
        return List.copyOf(keyless);
    }

    List<QueueEntry> watchedBy(MemorySubscription subscription) {
        return List.copyOf(watched.getOrDefault(subscription, Set.of()));
    }

    /**
     * To be given to the next route that is free, after those that are already.
     */
    void offer(QueueEntry entry) {
        paused.remove(entry);
        ready.add(entry);
    }

    boolean isAnyReady() {
        return !ready.isEmpty();
    }

    /**
     * The one that has been ready for longest, which is with a route from now on.
     */
    QueueEntry take() {
        Iterator<QueueEntry> first = ready.iterator();
        QueueEntry entry = first.next();
        first.remove();
        delivering += entry.routes++ == 0 ? 1 : 0;
        return entry;
    }

    /**
     * A route is through with it.
     */
    void giveBack(QueueEntry entry) {
        boolean last = --entry.routes == 0;
        delivering -= last && has(entry) ? 1 : 0;
    }

    void pause(QueueEntry entry) {
        paused.add(entry);
    }

    boolean isPaused(QueueEntry entry) {
        return paused.contains(entry);
    }

    List<QueueEntry> paused() {
        return List.copyOf(paused);
    }

    /**
     * To be given to no route, as far as it wasn't yet.
     */
    void withdraw(QueueEntry entry) {
        ready.remove(entry);
        paused.remove(entry);
    }

    /**
     * The waiting tasks that were accepted before.
     */
    List<TrackedTask> waitingSince(Instant before) {
        return in(Phase.WAITING).stream().map(entry -> entry.task).takeWhile(task -> task.acceptedAt().isBefore(before)).toList();
    }

    Stream<QueueEntry> inOrder() {
        return byId.values().stream();
    }

    List<TrackedTask> fateUnknown(int most) {
        return fateUnknown.stream().limit(most).map(entry -> entry.task).toList();
    }

    QueueCounts counts() {
        return new QueueCounts(in(Phase.WAITING).size(), in(Phase.READY).size(), delivering, in(Phase.DEAD).size(),
                in(Phase.UNKNOWN).size());
    }

    private Set<QueueEntry> in(Phase phase) {
        return byPhase.getOrDefault(phase, Set.of());
    }
}
