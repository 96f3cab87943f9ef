package io.github.camelpika.javadsl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AnimatePhotosTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void withoutKeySimulatorMakesTheVideo() throws Exception {
        int exit = run(Map.of());

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(printed.toString()).startsWith("PIKA_API_KEY is not set: a simulated vapi").contains("SUCCEEDED  It moves: ");
        assertThat(directory).isDirectoryContaining("glob:**.mp4");
    }

    @Test
    void withKeyTheJobGoesToTheGatewayAndFailureIsTheExitCode() throws Exception {
        try (PikaSimulator simulator = PikaSimulator.start()) {
            simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);

            int exit = run(Map.of("PIKA_API_KEY", simulator.apiKey(), "PIKA_GATEWAY", "yutoai",
                    "PIKA_BASE_URI", simulator.baseUri("yutoai").toString()));

            assertThat(exit).isEqualTo(1);
            assertThat(printed.toString()).contains("the jobs go to yutoai", "BROKEN     It moves: ", "HTTP 400")
                    .doesNotContain(simulator.apiKey());
            assertThat(simulator.requests()).hasSize(1);
        }
    }

    private int run(Map<String, String> environment) throws Exception {
        return AnimatePhotos.run(environment, List.of(new Photo("https://images.example.com/a.jpg", "It moves")),
                Map.of("animate.videos", directory.toString()), new PrintStream(printed));
    }
}
