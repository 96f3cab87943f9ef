package io.github.camelpika.wait;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to leave a gateway alone after errors: from 2 s doubling to 60 s, each time a random part between a half
 * and the whole, so that many waits don't come back at once.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final DoubleSupplier random;

    /**
     * @param random numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * @param failures how many errors came in a row, from 1
     */
    public Duration delay(int failures) {
        Duration whole = FIRST.multipliedBy(1L << Math.min(failures - 1, 16));
        if (whole.compareTo(LONGEST) > 0) {
            whole = LONGEST;
        }
        return Duration.ofNanos((long) (whole.toNanos() * (0.5 + random.getAsDouble() / 2)));
    }
}
