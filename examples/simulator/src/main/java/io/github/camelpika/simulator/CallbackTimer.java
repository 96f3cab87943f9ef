package io.github.camelpika.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs actions when the real clock says so; a virtual clock's owner says so himself. */
final class CallbackTimer implements AutoCloseable {

    private final InstantSource clock;
    private final boolean real;
    private final ScheduledExecutorService scheduler;

    CallbackTimer(InstantSource clock) {
        this.clock = clock;
        this.real = clock.equals(InstantSource.system()) || clock.equals(Clock.systemUTC());
        this.scheduler = Executors.newSingleThreadScheduledExecutor(Threads.daemons("pika-simulator-callbacks"));
    }

    void at(Instant due, Runnable action) {
        if (real && !scheduler.isShutdown()) {
            scheduler.schedule(() -> run(due, action), nanosUntil(due), TimeUnit.NANOSECONDS);
        }
    }

    // The scheduler counts by another clock and may wake a little before the wall clock gets there.
    private void run(Instant due, Runnable action) {
        if (clock.instant().isBefore(due)) {
            at(due, action);
        } else {
            action.run();
        }
    }

    private long nanosUntil(Instant due) {
        return Math.max(0, Duration.between(clock.instant(), due).toNanos());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
