package io.github.camelpika.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program that runs in a folder, with the environment variables that lead it to a simulated gateway.
 */
public final class Program implements AutoCloseable {

    private static final String KEY = "sim-key-Zq7+Zq7&Zq7=%2FZq7";

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * A gateway that takes a second for a video, and a key that has to be handled with care.
     */
    public static PikaSimulator gateway() {
        return PikaSimulator.builder().apiKey(KEY).durations(Durations.fixed(ofMillis(300), ofMillis(700))).start();
    }

    public static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    }

    /**
     * What a person sets to get to the gateway.
     */
    public static Map<String, String> account(PikaSimulator simulator) {
        return account(simulator, "cometapi");
    }

    static Map<String, String> account(PikaSimulator simulator, String gateway) {
        return Map.of("PIKA_GATEWAY", gateway, "PIKA_API_KEY", simulator.apiKey(), "PIKA_BASE_URI",
                simulator.baseUri(gateway).toString());
    }

    /**
     * Waits until it has ended as it should.
     */
    public void succeeds() throws Exception {
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        assertThat(output()).doesNotContain("Zq7");
        assertThat(ended).as(output()).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
    }

    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
