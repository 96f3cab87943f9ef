package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void realisticOnesAreAroundTheDocumentedTask() {
        Durations realistic = Durations.realistic();

        long[] seconds = LongStream.range(0, 10_001)
                .map(i -> realistic.running(random).toSeconds())
                .sorted()
                .toArray();

        assertThat(seconds[5000]).isBetween(225L, 240L);
        assertThat(seconds[0]).isGreaterThanOrEqualTo(60);
        assertThat(seconds[10_000]).isLessThanOrEqualTo(1600);
        assertThat(realistic.queued(random)).isPositive();
    }

    @Test
    void scaledOnesAreShorter() {
        Durations scaled = Durations.fixed(Duration.ofSeconds(10), Duration.ofSeconds(200)).scaled(0.05);

        assertThat(scaled.queued(random)).isEqualTo(Duration.ofMillis(500));
        assertThat(scaled.running(random)).isEqualTo(Duration.ofSeconds(10));
    }
}
