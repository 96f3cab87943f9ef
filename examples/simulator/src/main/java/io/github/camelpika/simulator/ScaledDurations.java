package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

record ScaledDurations(Durations original, double factor) implements Durations {

    ScaledDurations {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor is " + factor + "; give 0 or more, such as 0.05");
        }
    }

    @Override
    public Duration queued(RandomGenerator random) {
        return scaled(original.queued(random));
    }

    @Override
    public Duration running(RandomGenerator random) {
        return scaled(original.running(random));
    }

    private Duration scaled(Duration duration) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
