package io.github.camelpika.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class WithoutKeyTest {

    @TempDir
    Path directory;

    @Test
    void simulatorIsUsedAndSaidSo() throws IOException {
        Files.writeString(directory.resolve("fox.txt"), "A red fox");
        Run run = Run.of(Map.of("PIKA_GATEWAY", "vapi"),
                Map.of("quickstart.prompts", directory.toString(), "quickstart.videos", directory.toString()), true);

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output().lines().findFirst()).hasValueSatisfying(
                line -> assertThat(line).startsWith("PIKA_API_KEY is not set: a simulated vapi on this machine"));
        assertThat(directory.resolve("fox.mp4")).isNotEmptyFile();
    }

    @Test
    void unknownGatewayIsToldAtOnce() {
        Run run = Run.of(Map.of("PIKA_API_KEY", "", "PIKA_GATEWAY", "nobody"), Map.of(), false);

        assertThat(run.exit()).isEqualTo(Quickstart.NOT_STARTED);
        assertThat(run.output()).startsWith("The quickstart did not start: gateway is nobody");
    }
}
