package io.github.camelpika.download;

import java.time.Duration;

import io.github.camelpika.time.Timer;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Breaks a request off when it takes too long, or when nothing comes for too long. Reading blocks its thread, so
 * somebody else has to look at the clock.
 */
final class Guard implements AutoCloseable {

    private final Timer timer;
    private final DownloadLimits limits;
    private final long started;
    private Cancellable request;
    private long lastByte;
    private String broken;
    private Timer.Alarm alarm;
    private boolean closed;

    Guard(Timer timer, DownloadLimits limits) {
        this.timer = timer;
        this.limits = limits;
        this.started = timer.nanos();
        this.lastByte = started;
        look();
    }

    /**
     * From now on this is the request to break off.
     */
    synchronized void watch(Cancellable newRequest) throws DownloadFailedException {
        refuseIfBroken();
        request = newRequest;
        lastByte = timer.nanos();
    }

    /**
     * Some bytes came.
     */
    synchronized void alive() {
        lastByte = timer.nanos();
    }

    /**
     * @throws DownloadFailedException if this guard has broken the request off, with the reason
     */
    synchronized void refuseIfBroken() throws DownloadFailedException {
        if (broken != null) {
            throw new DownloadFailedException(broken);
        }
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        long now = timer.nanos();
        long untilStall = lastByte + limits.stall().toNanos() - now;
        long untilTotal = started + limits.total().toNanos() - now;
        if (untilStall <= 0 || untilTotal <= 0) {
            broken = untilTotal <= 0
                    ? "it took longer than downloadTimeout=" + limits.total().toSeconds() + "s"
                    : "no byte came for stallTimeout=" + limits.stall().toSeconds() + "s";
            if (request != null) {
                request.cancel();
            }
            return;
        }
        alarm = timer.schedule(Duration.ofNanos(Math.min(untilStall, untilTotal)), this::look);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
