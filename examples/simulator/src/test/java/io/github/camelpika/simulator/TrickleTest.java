package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrickleTest {

    @Test
    void theRestFollowsAfterTheLimit() throws IOException {
        Trickle trickle = new Trickle(Duration.ofMillis(5), Duration.ofMillis(50));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long start = System.nanoTime();

        trickle.onto(out).write(new byte[100_000]);

        assertThat(out.size()).isEqualTo(100_000);
        assertThat(System.nanoTime() - start).isBetween(50_000_000L, 5_000_000_000L);
    }
}
