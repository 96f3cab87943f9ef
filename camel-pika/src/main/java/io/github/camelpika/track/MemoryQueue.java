package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import io.github.camelpika.wait.WaitPolicy;

/**
 * One queue in memory. Its own state changes under its lock. What its consumers and their waits do is collected there and
 * done when the lock is free again, as they have locks of their own and call back.
 */
final class MemoryQueue {

    private final TimeSource time;
    private final Consumer<String> whenGone;
    private final BiConsumer<TrackedTask, Instant> whenOver;
    private final QueueEntries entries;
    private final List<MemorySubscription> subscriptions = new ArrayList<>();

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
    }

    /**
     * Whether there is neither a task in it nor somebody who takes tasks from it.
     */
    synchronized boolean isUnused() {
        return entries.isEmpty() && subscriptions.isEmpty();
    }

    synchronized boolean isConsumed() {
        return !subscriptions.isEmpty();
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
        work();
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
        work();
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

    private void leave(QueueEntry entry, TrackedTask task) {
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

    MemorySubscription subscribe(QueueHandler work) {
        MemorySubscription subscription = new MemorySubscription(this, work);
        List<Runnable> stops = new ArrayList<>();
        synchronized (this) {
            subscriptions.add(subscription);
            // this one may have the key that the others lack
            entries.keyless().forEach(entry -> stops.add(entries.unwatch(entry)));
        }
        stops.forEach(Runnable::run);
        // on the timer, so that the start of a route asks no gateway
        work.timer().schedule(Duration.ZERO, this::work);
        return subscription;
    }

    void unsubscribe(MemorySubscription subscription) {
        List<Runnable> stops = new ArrayList<>();
        synchronized (this) {
            subscriptions.remove(subscription);
            entries.watchedBy(subscription).forEach(entry -> stops.add(entries.unwatch(entry)));
            // their alarms may go with the consumer
            entries.paused().forEach(entries::offer);
        }
        stops.forEach(Runnable::run);
        work();
    }

    /**
     * Looks for somebody else, or the same one later, to ask after a task.
     */
    void watchAnew(String id) {
        Runnable stop;
        synchronized (this) {
            QueueEntry entry = entries.get(id);
            if (entry == null) {
                return;
            }
            stop = entries.unwatch(entry);
        }
        stop.run();
        work();
    }

    /**
     * Finds out what there is to do, and has it done.
     */
    void work() {
        List<Runnable> todo = new ArrayList<>();
        synchronized (this) {
            if (subscriptions.isEmpty()) {
                return;
            }
            for (QueueEntry entry : entries.unwatched()) {
                TaskWatch watch = watch(entry);
                entries.watch(entry, watch);
                todo.add(watch::start);
            }
            while (entries.isAnyReady()) {
                Optional<MemorySubscription> free
                        = subscriptions.stream().filter(MemorySubscription::isFree).findFirst();
                if (free.isEmpty()) {
                    break;
                }
                todo.add(give(entries.take(), free.get()));
            }
        }
        todo.forEach(Runnable::run);
    }

    private TaskWatch watch(QueueEntry entry) {
        for (MemorySubscription subscription : subscriptions) {
            Optional<WaitPolicy> policy = subscription.work().policy(entry.task);
            if (policy.isPresent()) {
                return new TaskWatch(this, subscription, entry.task, policy);
            }
        }
        return new TaskWatch(this, subscriptions.get(0), entry.task, Optional.empty());
    }

    private Runnable give(QueueEntry entry, MemorySubscription subscription) {
        TrackedTask given = entry.task.delivered(entry.task.deliveries() + 1);
        entries.set(entry, given);
        subscription.busy++;
        return () -> subscription.work().deliver(given, fine -> done(entry, given, subscription, fine));
    }

    private void done(QueueEntry entry, TrackedTask given, MemorySubscription subscription, boolean fine) {
        Duration pause = null;
        synchronized (this) {
            entries.giveBack(entry);
            subscription.busy--;
            // an unknown one may have been found meanwhile: then this delivery says nothing of the task that it is now
            if (entry.task == given && entries.has(entry)) {
                DeliveryPolicy policy = subscription.work().deliveryPolicy();
                if (fine && given.task().taskId() == null) {
                    entries.set(entry, given.in(Phase.UNKNOWN));
                } else if (fine) {
                    leave(entry, given);
                } else if (given.deliveries() >= policy.most()) {
                    entries.set(entry, given.in(Phase.DEAD));
                } else if (subscriptions.contains(subscription)) {
                    entries.pause(entry);
                    pause = policy.pauseAfter(given.deliveries());
                } else {
                    entries.offer(entry);
                }
            }
        }
        if (pause != null) {
            subscription.work().timer().schedule(pause, () -> again(entry));
        }
        work();
    }

    private void again(QueueEntry entry) {
        synchronized (this) {
            if (!entries.isPaused(entry)) {
                return;
            }
            entries.offer(entry);
        }
        work();
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

    List<TaskSnapshot> outlooks(int most) {
        Instant now = time.now();
        List<Supplier<TaskSnapshot>> outlooks;
        synchronized (this) {
            outlooks = entries.inOrder().limit(most).<Supplier<TaskSnapshot>> map(entry -> {
                TrackedTask task = entry.task;
                TaskWatch watch = entry.watch;
                return () -> TaskSnapshot.of(task, now, watch == null ? null : watch.nextPoll());
            }).toList();
        }
        // a wait has a lock of its own
        return outlooks.stream().map(Supplier::get).toList();
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
        work();
        return true;
    }
}
