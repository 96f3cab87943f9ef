package io.github.camelpika.time;

import java.time.Duration;

/**
 * The one source of time: what o'clock it is, how much time went by, and a wake-up later. Everything that waits gets
 * its time from here, so that tests run hours of waiting in milliseconds.
 */
public interface Timer extends TimeSource {

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
