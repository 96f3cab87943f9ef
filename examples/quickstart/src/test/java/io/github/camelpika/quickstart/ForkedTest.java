package io.github.camelpika.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process of its own, with the environment variables that a person sets.
 */
@Timeout(60)
class ForkedTest {

    @TempDir
    Path directory;

    @Test
    void environmentLeadsToTheGatewayAndTheExitCodeTells() throws Exception {
        try (PikaSimulator simulator = PikaSimulator.builder().apiKey("a-key-of-mine").start()) {
            simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);
            Path output = directory.resolve("output");

            int exit = quickstart(simulator, output).waitFor();

            assertThat(exit).isEqualTo(Quickstart.SOME_FAILED);
            assertThat(simulator.tasks()).hasSize(4).allSatisfy(task -> assertThat(task.gateway()).isEqualTo("yescale"));
            assertThat(directory.resolve("videos")).isDirectoryContaining("glob:**.mp4");
            assertThat(Files.readString(output, StandardCharsets.UTF_8))
                    .contains("the jobs go to yescale", "Without a video: 1 of 5", "YEScale did not accept the job: HTTP 400")
                    .doesNotContain("a-key-of-mine", "\033[");
        }
    }

    private Process quickstart(PikaSimulator simulator, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
                "-classpath", System.getProperty("java.class.path"),
                "-Dquickstart.videos=" + directory.resolve("videos"),
                "-Dcamel.component.pika.poll-interval=100ms",
                Quickstart.class.getName());
        builder.environment().put("PIKA_API_KEY", simulator.apiKey());
        builder.environment().put("PIKA_GATEWAY", "yescale");
        builder.environment().put("PIKA_BASE_URI", simulator.baseUri("yescale").toString());
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }
}
