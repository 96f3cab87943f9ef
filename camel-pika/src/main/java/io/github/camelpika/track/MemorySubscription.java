package io.github.camelpika.track;

import java.time.Duration;

/**
 * One consumer of a queue in memory.
 */
final class MemorySubscription implements TaskTracker.Subscription {

    private final QueueConsumers consumers;
    private final QueueHandler handler;
    private volatile boolean suspended;
    /** How many tasks are with its route; under the queue's lock. */
    int busy;

    MemorySubscription(QueueConsumers consumers, QueueHandler handler) {
        this.consumers = consumers;
        this.handler = handler;
    }

    QueueHandler handler() {
        return handler;
    }

    void watchAnew(String id) {
        consumers.watchAnew(id);
    }

    boolean isFree() {
        return !suspended && busy < handler.concurrency();
    }

    @Override
    public void suspend() {
        suspended = true;
    }

    @Override
    public void resume() {
        suspended = false;
        handler.timer().schedule(Duration.ZERO, consumers::dispatch);
    }

    @Override
    public void stop() {
        consumers.unsubscribe(this);
    }
}
