package io.github.camelpika.track;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Moment;
import io.github.camelpika.time.TimeSource;

/**
 * One queue in memory: its tasks from their submission to their end. They change under its lock, which its
 * {@link QueueConsumers} share; these are told when it is free again.
 */
final class MemoryQueue {

    private final TimeSource time;
    private final Consumer<String> whenGone;
    private final BiConsumer<TrackedTask, Instant> whenOver;
    private final QueueEntries entries;
    private final QueueConsumers consumers;

    /**
     * @param whenGone told the id of each task that is gone from the queue
     * @param whenOver told each task that is over, and when, before it is gone
     */
    MemoryQueue(TimeSource time, Consumer<String> whenGone, BiConsumer<TrackedTask, Instant> whenOver) {
        this(time, whenGone, whenOver, new LinkedHashMap<>());
    }

    /**
     * @param byId where its tasks are, in the order in which they were submitted
     */
    MemoryQueue(TimeSource time, Consumer<String> whenGone, BiConsumer<TrackedTask, Instant> whenOver,
                Map<String, QueueEntry> byId) {
        this.time = time;
        this.whenGone = whenGone;
        this.whenOver = whenOver;
        this.entries = new QueueEntries(byId);
        this.consumers = new QueueConsumers(this, entries);
    }

    /**
     * Whether there is neither a task in it nor somebody who takes tasks from it.
     */
    synchronized boolean isUnused() {
        return entries.isEmpty() && consumers.isEmpty();
    }

    boolean isConsumed() {
        return !consumers.isEmpty();
    }

    synchronized void add(TrackedTask intent) {
        entries.add(intent.renewed(time.now()), Moment.of(time));
    }

    synchronized boolean renew(TrackedTask intent) {
        QueueEntry entry = entries.get(intent.id());
        boolean mine = entry != null && entry.task.isIntentOf(intent);
        if (mine) {
            entries.set(entry, entry.task.renewed(time.now()));
            entry.posted = Moment.of(time);
        }
        return mine;
    }

    /**
     * Gives an intent up whose POST can't be on the wire any more.
     */
    void giveUpIfAbandoned(String id) {
        TrackedTask abandoned;
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            boolean old = entry != null && entry.task.phase() == Phase.INTENT
                          && entry.posted.awake(time).compareTo(TaskTracker.INTENT_LIVES) >= 0;
            abandoned = old ? entry.task : null;
        }
        if (abandoned != null && unknown(abandoned, abandoned.abandoned(), null)) {
            TaskLog.unknown(abandoned, abandoned.abandoned());
        }
    }

    synchronized boolean resubmit(TrackedTask intent) {
        QueueEntry entry = entries.get(intent.id());
        boolean unknown = entry != null && entry.task.isFateUnknown();
        if (unknown) {
            entries.withdraw(entry);
            entries.set(entry, entry.task.takenOver(intent, time.now()));
            entry.posted = Moment.of(time);
        }
        return unknown;
    }

    void accepted(String id, String taskId) {
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            boolean open = entry != null && entry.task.task().taskId() == null;
            if (!open) {
                return;
            }
            entries.withdraw(entry);
            entries.set(entry, entry.task.accepted(taskId, time.now()));
        }
        consumers.dispatch();
    }

    /**
     * A waiting task has ended, however that came.
     *
     * @return the end, if it was waiting until now
     */
    Optional<VideoTask> end(String id, UnaryOperator<VideoTask> change) {
        return makeReady(id, task -> task.phase() == Phase.WAITING,
                task -> task.with(change.apply(task.task())).in(Phase.READY)).map(TrackedTask::task);
    }

    /**
     * The owner of an intent doesn't know what became of it; unless somebody found out meanwhile. What is waited for
     * inline is raised there, and given to no route.
     *
     * @return whether it was this owner's intent until now
     */
    boolean unknown(TrackedTask intent, String reason, String possibleTaskId) {
        return makeReady(intent.id(), task -> task.isIntentOf(intent), task -> task.unknown(reason, possibleTaskId))
                .isPresent();
    }

    private Optional<TrackedTask> makeReady(String id, Predicate<TrackedTask> ifSo, UnaryOperator<TrackedTask> change) {
        TrackedTask made;
        Runnable stop;
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            if (entry == null || !ifSo.test(entry.task)) {
                return Optional.empty();
            }
            stop = entries.unwatch(entry);
            made = change.apply(entry.task);
            entries.set(entry, made);
            if (made.phase() == Phase.READY) {
                entries.offer(entry);
            }
        }
        stop.run();
        consumers.dispatch();
        return Optional.of(made);
    }

    /**
     * A task that no route has to be given is over.
     */
    synchronized void over(String id, VideoTask task) {
        QueueEntry entry = entries.get(id);
        if (entry != null && entry.task.phase() == Phase.WAITING) {
            leave(entry, entry.task.with(task));
        }
    }

    /**
     * A task is over. To be called with the lock.
     */
    void leave(QueueEntry entry, TrackedTask task) {
        whenOver.accept(task, time.now());
        entries.remove(entry);
        whenGone.accept(task.id());
    }

    /**
     * Forgets the waiting tasks that were accepted before.
     */
    void expire(Instant acceptedBefore) {
        List<TrackedTask> expired;
        synchronized (this) {
            expired = entries.waitingSince(acceptedBefore);
        }
        expired.forEach(each -> removeIf(each.id(), task -> task.phase() == Phase.WAITING));
    }

    /**
     * @return whether there was such a task
     */
    boolean removeIf(String id, Predicate<TrackedTask> ifSo) {
        Runnable stop;
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            if (entry == null || !ifSo.test(entry.task)) {
                return false;
            }
            stop = entries.remove(entry);
            whenGone.accept(id);
        }
        stop.run();
        return true;
    }

    MemorySubscription subscribe(QueueHandler handler) {
        return consumers.subscribe(handler);
    }

    synchronized void seen(String id, VideoTask task) {
        QueueEntry entry = entries.get(id);
        if (entry != null && entry.task.phase() == Phase.WAITING) {
            entries.set(entry, entry.task.with(task));
        }
    }

    synchronized Optional<TrackedTask> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.task);
    }

    synchronized List<TrackedTask> list(int most) {
        return entries.inOrder().limit(most).map(entry -> entry.task).toList();
    }

    List<TaskSnapshot> snapshots(int most) {
        Instant now = time.now();
        List<Supplier<TaskSnapshot>> snapshots;
        synchronized (this) {
            snapshots = entries.inOrder().limit(most).<Supplier<TaskSnapshot>> map(entry -> {
                TrackedTask task = entry.task;
                TaskWatch watch = entry.watch;
                return () -> TaskSnapshot.of(task, now, watch == null ? null : watch.nextPoll());
            }).toList();
        }
        // a wait has a lock of its own
        return snapshots.stream().map(Supplier::get).toList();
    }

    synchronized List<TrackedTask> listUnknown(int most) {
        return entries.fateUnknown(most);
    }

    synchronized QueueCounts counts() {
        return entries.counts();
    }

    boolean askNow(String id) {
        TaskWatch watch;
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            watch = entry == null ? null : entry.watch;
        }
        return watch != null && watch.askNow();
    }

    boolean sendAgain(String id) {
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            if (entry == null || entry.task.phase() != Phase.DEAD) {
                return false;
            }
            entries.set(entry, entry.task.in(Phase.READY).delivered(0));
            entries.offer(entry);
        }
        consumers.dispatch();
        return true;
    }
}
