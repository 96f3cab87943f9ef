package io.github.camelpika.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.camelpika.simulator.PikaSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Stands in for the gateway, which the application is led to as by a person, and gives the application a directory of its own.
 */
public class SimulatedGateway implements QuarkusTestResourceLifecycleManager {

    private PikaSimulator simulator;

    @Override
    public Map<String, String> start() {
        simulator = PikaSimulator.start();
        Path directory = fresh();
        return Map.of(
                "PIKA_BASE_URI", simulator.baseUri("cometapi").toString(),
                "PIKA_API_KEY", simulator.apiKey(),
                "camel.component.pika.poll-interval", "500ms",
                "quarkus.datasource.jdbc.url", "jdbc:h2:file:" + directory.resolve("pika"),
                "videos.directory", directory.resolve("videos").toString());
    }

    private static Path fresh() {
        try {
            return Files.createTempDirectory(Path.of("target"), "videos").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
