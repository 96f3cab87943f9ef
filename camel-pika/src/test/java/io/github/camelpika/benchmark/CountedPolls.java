package io.github.camelpika.benchmark;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.DeliveryPolicy;
import io.github.camelpika.track.QueueHandler;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;

/**
 * A consumer whose tasks never end, with a gateway that takes no time.
 */
final class CountedPolls implements QueueHandler, AutoCloseable {

    private static final Duration LONG = Duration.ofDays(1);

    private final String queue;
    private final int threads;
    private final AtomicLong polls;
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Timer timer = new SystemTimer(alarms);
    private final WaitPolicy policy;

    CountedPolls(String queue, int threads, Duration interval, AtomicLong polls) {
        this.queue = queue;
        this.threads = threads;
        this.polls = polls;
        this.alarms.setRemoveOnCancelPolicy(true);
        this.policy = new WaitPolicy(InstantGateway.access(timer, workers), new FixedSchedule(interval), LONG, LONG, LONG, false);
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public int pollers() {
        return threads;
    }

    @Override
    public ExecutorService threads(String name, int size) {
        return Executors.newFixedThreadPool(size);
    }

    @Override
    public DeliveryPolicy deliveryPolicy() {
        return new DeliveryPolicy(1, LONG);
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
        return Optional.of(policy);
    }

    @Override
    public Duration waitTimeout() {
        return LONG;
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
    public void polled(int more) {
        polls.addAndGet(more);
    }

    @Override
    public boolean wantsChanges() {
        return false;
    }

    @Override
    public void changed(TrackedTask task) {
        throw new IllegalStateException("A poll must change nothing here: " + task);
    }

    @Override
    public void givenUp(VideoTask task, Duration age) {
    }

    @Override
    public void deliver(TrackedTask task, Consumer<Boolean> done) {
        throw new IllegalStateException("No task may end here: " + task);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
        workers.shutdownNow();
    }
}
