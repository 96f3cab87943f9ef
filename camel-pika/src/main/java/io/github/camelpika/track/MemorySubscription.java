package io.github.camelpika.track;

import java.time.Duration;

/**
 * One consumer of a queue in memory.
 */
final class MemorySubscription implements TaskTracker.Subscription {

    private final MemoryQueue queue;
    private final QueueHandler work;
    private volatile boolean suspended;
    /** How many tasks are with its route; under the queue's lock. */
    int busy;

    MemorySubscription(MemoryQueue queue, QueueHandler work) {
        this.queue = queue;
        this.work = work;
    }

    QueueHandler work() {
        return work;
    }

    boolean isFree() {
        return !suspended && busy < work.concurrency();
    }

    @Override
    public void suspend() {
        suspended = true;
    }

    @Override
    public void resume() {
        suspended = false;
        work.timer().schedule(Duration.ZERO, queue::work);
    }

    @Override
    public void stop() {
        queue.unsubscribe(this);
    }
}
