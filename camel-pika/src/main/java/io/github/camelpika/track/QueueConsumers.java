package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.wait.WaitPolicy;

/**
 * The consumers of a queue in memory. Each waiting task is watched by one that has the key for it, and each task that is
 * ready goes to one that is free. What there is to do is collected under the queue's lock, and done when that is free
 * again, as waits and routes have locks of their own and call back.
 */
final class QueueConsumers {

    /** Its monitor is the lock of all that is here. */
    private final MemoryQueue queue;
    private final QueueEntries entries;
    private final List<MemorySubscription> subscriptions = new ArrayList<>();

    QueueConsumers(MemoryQueue queue, QueueEntries entries) {
        this.queue = queue;
        this.entries = entries;
    }

    boolean isEmpty() {
        synchronized (queue) {
            return subscriptions.isEmpty();
        }
    }

    MemorySubscription subscribe(QueueHandler handler) {
        MemorySubscription subscription = new MemorySubscription(this, handler);
        List<Runnable> stops = new ArrayList<>();
        synchronized (queue) {
            subscriptions.add(subscription);
            // this one may have the key that the others lack
            entries.keyless().forEach(entry -> stops.add(entries.unwatch(entry)));
        }
        stops.forEach(Runnable::run);
        // on the timer, so that the start of a route asks no gateway
        handler.timer().schedule(Duration.ZERO, this::dispatch);
        return subscription;
    }

    void unsubscribe(MemorySubscription subscription) {
        List<Runnable> stops = new ArrayList<>();
        synchronized (queue) {
            subscriptions.remove(subscription);
            entries.watchedBy(subscription).forEach(entry -> stops.add(entries.unwatch(entry)));
            // their alarms may go with the consumer
            entries.paused().forEach(entries::offer);
        }
        stops.forEach(Runnable::run);
        dispatch();
    }

    /**
     * Has a task watched by another consumer, or by the same one later.
     */
    void watchAnew(String id) {
        Runnable stop;
        synchronized (queue) {
            QueueEntry entry = entries.get(id);
            if (entry == null) {
                return;
            }
            stop = entries.unwatch(entry);
        }
        stop.run();
        dispatch();
    }

    /**
     * Finds a consumer for each task that nobody watches, and for each that is ready.
     */
    void dispatch() {
        List<Runnable> todo = new ArrayList<>();
        synchronized (queue) {
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
            Optional<WaitPolicy> policy = subscription.handler().policy(entry.task);
            if (policy.isPresent()) {
                return new TaskWatch(queue, subscription, entry.task, policy);
            }
        }
        return new TaskWatch(queue, subscriptions.get(0), entry.task, Optional.empty());
    }

    private Runnable give(QueueEntry entry, MemorySubscription subscription) {
        TrackedTask given = entry.task.delivered(entry.task.deliveries() + 1);
        entries.set(entry, given);
        subscription.busy++;
        return () -> subscription.handler().deliver(given, fine -> done(entry, given, subscription, fine));
    }

    private void done(QueueEntry entry, TrackedTask given, MemorySubscription subscription, boolean fine) {
        Duration pause = null;
        synchronized (queue) {
            entries.giveBack(entry);
            subscription.busy--;
            // an unknown one may have been found meanwhile: then this delivery says nothing of the task that it is now
            if (entry.task == given && entries.has(entry)) {
                DeliveryPolicy policy = subscription.handler().deliveryPolicy();
                if (fine && given.task().taskId() == null) {
                    entries.set(entry, given.in(Phase.UNKNOWN));
                } else if (fine) {
                    queue.leave(entry, given);
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
            subscription.handler().timer().schedule(pause, () -> deliverAgain(entry));
        }
        dispatch();
    }

    private void deliverAgain(QueueEntry entry) {
        synchronized (queue) {
            if (!entries.isPaused(entry)) {
                return;
            }
            entries.offer(entry);
        }
        dispatch();
    }
}
