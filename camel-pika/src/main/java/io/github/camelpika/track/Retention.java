package io.github.camelpika.track;

import java.time.Duration;

/**
 * How long an idempotent key is kept after the end of its task.
 */
final class Retention {

    /** So that what failed on a Friday can be sent again on a Monday. */
    static final Duration DEFAULT = Duration.ofDays(7);
    /** What comes again does so with the next poll of a source, or the next start of a process. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private Retention() {
    }

    /**
     * The same, if a key that is kept for so long is of use. Camel reads a number as milliseconds, and what it can't read as none.
     */
    static Duration checked(Duration retention) {
        if (retention == null || retention.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("retention=" + retention + " is not valid: it must be 1m or more, with a unit, as in 7d. An"
                                               + " idempotentKey that is forgotten so soon recognizes nothing, and what comes again is paid for again");
        }
        return retention;
    }
}
