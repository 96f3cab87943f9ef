package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;

/**
 * A consumer without a key that counts how often it is asked whether it has one.
 */
final class CountedHandler implements QueueHandler {

    final KeylessHandler keyless;
    final AtomicLong asked = new AtomicLong();

    CountedHandler(KeylessHandler keyless) {
        this.keyless = keyless;
    }

    @Override
    public String queue() {
        return keyless.queue();
    }

    @Override
    public int concurrency() {
        return keyless.concurrency();
    }

    @Override
    public int pollers() {
        return keyless.pollers();
    }

    @Override
    public ExecutorService threads(String name, int size) {
        return keyless.threads(name, size);
    }

    @Override
    public DeliveryPolicy deliveryPolicy() {
        return keyless.deliveryPolicy();
    }

    @Override
    public Waiter waiter() {
        return keyless.waiter();
    }

    @Override
    public Timer timer() {
        return keyless.timer();
    }

    @Override
    public Optional<WaitPolicy> policy(TrackedTask task) {
        asked.incrementAndGet();
        return keyless.policy(task);
    }

    @Override
    public Duration waitTimeout() {
        return keyless.waitTimeout();
    }

    @Override
    public BigDecimal unitPrice() {
        return null;
    }

    @Override
    public void charged(VideoTask task) {
        // it keeps no ledger
    }

    @Override
    public void polled(int polls) {
        keyless.polled(polls);
    }

    @Override
    public boolean wantsChanges() {
        return keyless.wantsChanges();
    }

    @Override
    public void changed(TrackedTask task) {
        keyless.changed(task);
    }

    @Override
    public void givenUp(VideoTask task, Duration age) {
        keyless.givenUp(task, age);
    }

    @Override
    public void deliver(TrackedTask task, Consumer<Boolean> done) {
        keyless.deliver(task, done);
    }
}
