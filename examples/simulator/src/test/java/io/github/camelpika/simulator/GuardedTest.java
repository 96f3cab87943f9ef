package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GuardedTest {

    @Test
    void aBugIsNotMistakenForAScriptedFault() throws IOException {
        try (PikaSimulator simulator = PikaSimulator.builder().durations(new Broken()).start()) {
            HttpResponse<byte[]> response = new Client(simulator).create("vapi");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("no duration today");
        }
    }

    private record Broken() implements Durations {

        @Override
        public Duration queued(RandomGenerator random) {
            throw new IllegalStateException("no duration today");
        }

        @Override
        public Duration running(RandomGenerator random) {
            return Duration.ZERO;
        }
    }
}
