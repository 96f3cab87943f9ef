package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

record FixedDurations(Duration queued, Duration running) implements Durations {

    FixedDurations {
        if (queued.isNegative() || running.isNegative()) {
            throw new IllegalArgumentException(
                    "queued " + queued + " and running " + running + " must not be negative");
        }
    }

    @Override
    public Duration queued(RandomGenerator random) {
        return queued;
    }

    @Override
    public Duration running(RandomGenerator random) {
        return running;
    }
}
