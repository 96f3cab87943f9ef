package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that goes by so many times faster than everybody's, for tests in which real lines break and nobody wants to wait
 * out the pauses after that.
 */
public final class QuickTimer implements Timer {

    private final Timer timer;
    private final int times;

    public QuickTimer(Timer timer, int times) {
        this.timer = timer;
        this.times = times;
    }

    @Override
    public Instant now() {
        return timer.now();
    }

    @Override
    public long nanos() {
        return timer.nanos() * times;
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        return timer.schedule(delay.dividedBy(times), task);
    }

    @Override
    public void close() {
        timer.close();
    }
}
