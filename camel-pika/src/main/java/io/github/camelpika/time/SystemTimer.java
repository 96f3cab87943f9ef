package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Real time, on a scheduler of one thread. The scheduler must take any number of tasks and forget cancelled ones at
 * once, as a wait has one alarm that is set again after every poll.
 */
public final class SystemTimer implements Timer {

    private static final Alarm NEVER = () -> { };

    private final ScheduledExecutorService scheduler;

    public SystemTimer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Instant now() {
        return SYSTEM.now();
    }

    @Override
    public long nanos() {
        return SYSTEM.nanos();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // only after the stop, which has ended everything that could still want to be woken
            return NEVER;
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
