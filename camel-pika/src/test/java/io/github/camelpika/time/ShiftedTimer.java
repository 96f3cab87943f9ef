package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Real time that can be turned forward, for what has threads of its own. Alarms that are set ring after real time.
 */
public final class ShiftedTimer implements Timer {

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final Timer real = new SystemTimer(alarms);
    private final AtomicLong shift = new AtomicLong();
    private final AtomicLong wallShift = new AtomicLong();

    public void advance(Duration duration) {
        shift.addAndGet(duration.toNanos());
    }

    /** As a machine that sleeps, or whose clock somebody sets: only the wall clock goes on. */
    public void jump(Duration duration) {
        wallShift.addAndGet(duration.toNanos());
    }

    @Override
    public Instant now() {
        return real.now().plusNanos(shift.get() + wallShift.get());
    }

    @Override
    public long nanos() {
        return real.nanos() + shift.get();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        return real.schedule(delay, task);
    }

    @Override
    public void close() {
        real.close();
    }
}
