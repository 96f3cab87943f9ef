package io.github.camelpika.runtime;

import java.time.Duration;

import io.github.camelpika.time.Timer;

/**
 * Whether what is under way still moves: a delivery that a lost thread, a deadlock or a step without a time-out keeps is told by
 * nothing else.
 */
public final class Movement {

    private final Timer timer;
    private int underWay;
    private long movedAt;

    public Movement(Timer timer) {
        this.timer = timer;
    }

    public synchronized void begins() {
        underWay++;
        movedAt = timer.nanos();
    }

    public synchronized void ends() {
        underWay--;
        movedAt = timer.nanos();
    }

    public synchronized int underWay() {
        return underWay;
    }

    /**
     * For how long nothing that is under way has begun or ended; zero if nothing is.
     */
    public synchronized Duration standsStill() {
        return underWay == 0 ? Duration.ZERO : Duration.ofNanos(timer.nanos() - movedAt);
    }
}
