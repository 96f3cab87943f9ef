package io.github.camelpika.time;

import java.time.Instant;

/**
 * What o'clock it is, and how much time went by.
 */
public interface TimeSource {

    /** The time that everybody has. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /**
     * The wall clock, for dates that other machines wrote. It may jump; spans are measured with {@link #nanos()}.
     */
    Instant now();

    /**
     * A clock that only goes forward, in nanoseconds from an arbitrary origin. On most systems it stands still while the
     * machine sleeps.
     */
    long nanos();
}
