package io.github.camelpika.track;

import java.time.Duration;

/**
 * How often, and after what pauses, a task is delivered again to a route that failed on it.
 *
 * @param most  how many times in all
 * @param delay the first pause; each is twice the one before, up to five minutes
 */
public record DeliveryPolicy(int most, Duration delay) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * The pause after a number of deliveries, from 1.
     */
    Duration pauseAfter(int deliveries) {
        Duration pause = delay;
        for (int i = 1; i < deliveries && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
