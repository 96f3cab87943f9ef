package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

record RealisticDurations() implements Durations {

    private static final double MEDIAN_SECONDS = 232;
    private static final double SIGMA = 0.35;
    private static final double SHORTEST_SECONDS = 60;
    private static final double LONGEST_SECONDS = 1600;
    private static final int LONGEST_QUEUE_MILLIS = 15_000;

    @Override
    public Duration queued(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(1, LONGEST_QUEUE_MILLIS + 1));
    }

    @Override
    public Duration running(RandomGenerator random) {
        double seconds = MEDIAN_SECONDS * Math.exp(SIGMA * random.nextGaussian());
        double clipped = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, seconds));
        return Duration.ofMillis(Math.round(clipped * 1000));
    }
}
