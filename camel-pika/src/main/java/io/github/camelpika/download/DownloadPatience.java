package io.github.camelpika.download;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

import io.github.camelpika.time.Timer;

/**
 * How many tries a download has made, what came of them, and whether another one is worth it.
 */
final class DownloadPatience {

    /** A CDN that keeps sending what it says it doesn't, or refuses each address it gets, won't stop that by itself. */
    private static final int MOST_FRUITLESS = 3;

    private final DownloadLimits limits;
    private final Timer timer;
    private final IntFunction<Duration> backoff;
    private long firstTry;
    private long furthest;
    private int failures;
    private int refusals;
    private int damages;

    /**
     * @param backoff how long to pause after so many failures in a row
     */
    DownloadPatience(DownloadLimits limits, Timer timer, IntFunction<Duration> backoff) {
        this.limits = limits;
        this.timer = timer;
        this.backoff = backoff;
    }

    /**
     * The first try is made now.
     */
    void begin() {
        firstTry = timer.nanos();
    }

    /**
     * What there is to go on with doesn't count as got.
     */
    void startsAt(long size) {
        furthest = size;
    }

    /**
     * A try that got further than all before makes up for their failures.
     */
    void cameTo(long size) {
        if (size > furthest) {
            furthest = size;
            failures = 0;
            refusals = 0;
        }
    }

    /**
     * When it has taken too long, by the timer's nanoseconds.
     */
    long end() {
        return firstTry + limits.total().toNanos();
    }

    /**
     * What came is damaged.
     *
     * @return whether it has been too often
     */
    boolean damagedTooOften() {
        return ++damages == MOST_FRUITLESS;
    }

    /**
     * A fresh address was refused.
     *
     * @return whether that has been so too often, and for too long for a file that is only late
     */
    boolean refusedTooLong() {
        return ++refusals >= MOST_FRUITLESS && timer.nanos() - firstTry - limits.late().toNanos() >= 0;
    }

    /**
     * A try failed.
     *
     * @param  retryAfter what the server asked for, or null
     * @return            the pause before the next try; empty if that would be too late
     */
    Optional<Duration> pause(Duration retryAfter) {
        Duration delay = backoff.apply(++failures);
        boolean atOnce = retryAfter != null && retryAfter.isZero() && failures == 1;
        if (atOnce || retryAfter != null && retryAfter.compareTo(delay) > 0) {
            delay = retryAfter;
        }
        return timer.nanos() + delay.toNanos() - end() >= 0 ? Optional.empty() : Optional.of(delay);
    }
}
