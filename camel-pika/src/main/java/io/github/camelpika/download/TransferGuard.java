package io.github.camelpika.download;

import java.time.Duration;

import io.github.camelpika.time.Timer;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Breaks a try off when all the time is over, when nothing comes for too long, or when it is told to. Reading blocks its
 * thread, so somebody else has to look at the clock.
 */
final class TransferGuard implements AutoCloseable {

    /** Why a try was broken off. */
    enum Reason {
        STALL, TIME_OUT, STOP
    }

    private final Timer timer;
    private final Duration stall;
    private final long deadline;
    private volatile long lastByte;
    private Cancellable request;
    private Reason broken;
    private Timer.Alarm alarm;
    private boolean closed;

    /**
     * @param deadline by the timer's nanoseconds
     */
    TransferGuard(Timer timer, Duration stall, long deadline) {
        this.timer = timer;
        this.stall = stall;
        this.deadline = deadline;
        this.lastByte = timer.nanos();
        look();
    }

    /**
     * From now on this is the request to break off.
     */
    synchronized void watch(Cancellable newRequest) {
        request = newRequest;
        lastByte = timer.nanos();
        if (broken != null) {
            request.cancel();
        }
    }

    /**
     * Some bytes came.
     *
     * @return when, by the timer's nanoseconds
     */
    long alive() {
        lastByte = timer.nanos();
        return lastByte;
    }

    /**
     * Why this guard has broken the try off, or null if it hasn't.
     */
    synchronized Reason broken() {
        return broken;
    }

    synchronized void breakOff(Reason reason) {
        if (broken == null) {
            broken = reason;
        }
        if (request != null) {
            request.cancel();
        }
    }

    private synchronized void look() {
        if (closed || broken != null) {
            return;
        }
        long now = timer.nanos();
        long untilStall = lastByte + stall.toNanos() - now;
        long untilDeadline = deadline - now;
        if (untilStall <= 0 || untilDeadline <= 0) {
            breakOff(untilDeadline <= 0 ? Reason.TIME_OUT : Reason.STALL);
            return;
        }
        alarm = timer.schedule(Duration.ofNanos(Math.min(untilStall, untilDeadline)), this::look);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
