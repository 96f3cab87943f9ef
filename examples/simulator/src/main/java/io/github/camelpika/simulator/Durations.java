package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a task waits and runs, drawn once, when it is accepted. */
public interface Durations {

    Duration queued(RandomGenerator random);

    Duration running(RandomGenerator random);

    static Durations fixed(Duration queued, Duration running) {
        return new FixedDurations(queued, running);
    }

    /**
     * As a real gateway: log-normal around the 232 s that CometAPI's documented task took, between 60 s and the 1,600 s
     * seen for its siblings, after up to 15 s in the queue.
     */
    static Durations realistic() {
        return new RealisticDurations();
    }

    /** 0.05 makes everything twenty times faster. */
    default Durations scaled(double factor) {
        return new ScaledDurations(this, factor);
    }
}
