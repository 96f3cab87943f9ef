package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time: what o'clock it is, how much time went by, and a wake-up later. Everything that waits gets
 * its time from here, so that tests run hours of waiting in milliseconds.
 */
public interface Timer {

    /**
     * The wall clock, for dates that other machines wrote. It may jump; spans are measured with {@link #nanos()}.
     */
    Instant now();

    /**
     * A clock that only goes forward, in nanoseconds from an arbitrary origin.
     */
    long nanos();

    /**
     * Runs the task once, after the delay, on the timer's own thread: it must be short and must not block.
     *
     * @param delay zero or negative means as soon as possible
     */
    Alarm schedule(Duration delay, Runnable task);

    /**
     * Ends the timer. Wake-ups that are still to come never do.
     */
    void close();

    /**
     * A wake-up that was asked for.
     */
    @FunctionalInterface
    interface Alarm {

        /**
         * Takes the wake-up back. A task that already runs goes on.
         */
        void cancel();
    }
}
