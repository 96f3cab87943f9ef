package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;

/**
 * A consumer of the queue {@code q} that has no key, so that tasks only wait for their time-out.
 */
class KeylessHandler implements QueueHandler {

    final List<TrackedTask> delivered = new CopyOnWriteArrayList<>();
    private final List<Consumer<Boolean>> dones = new CopyOnWriteArrayList<>();
    private final Timer timer;
    private final Duration waitTimeout;

    KeylessHandler(Timer timer, Duration waitTimeout) {
        this.timer = timer;
        this.waitTimeout = waitTimeout;
    }

    /**
     * Ends the oldest delivery that was not ended yet.
     */
    void done(boolean fine) {
        dones.remove(0).accept(fine);
    }

    @Override
    public String queue() {
        return "q";
    }

    @Override
    public int concurrency() {
        return 10;
    }

    @Override
    public int pollers() {
        return 1;
    }

    @Override
    public ExecutorService threads(String name, int size) {
        return Executors.newFixedThreadPool(size);
    }

    @Override
    public DeliveryPolicy deliveryPolicy() {
        return new DeliveryPolicy(3, Duration.ofSeconds(10));
    }

    @Override
    public Waiter waiter() {
        return new Waiter(timer, new Backoff(() -> 1));
    }

    @Override
    public Timer timer() {
        return timer;
    }

    @Override
    public Optional<WaitPolicy> policy(TrackedTask task) {
        return Optional.empty();
    }

    @Override
    public Duration waitTimeout() {
        return waitTimeout;
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
        // nobody is asked
    }

    @Override
    public boolean wantsChanges() {
        return false;
    }

    @Override
    public void changed(TrackedTask task) {
        // nothing changes
    }

    @Override
    public void givenUp(VideoTask task, Duration age) {
    }

    @Override
    public void deliver(TrackedTask task, Consumer<Boolean> done) {
        dones.add(done);
        delivered.add(task);
    }
}
