package io.github.camelpika.batch;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.camelpika.simulator.PikaSimulator;

/**
 * One run of the program in this process.
 *
 * @param exit   what the process would exit with
 * @param output what it would print
 */
record Run(int exit, String output) {

    /**
     * As if the simulator were a gateway that there is a key for.
     */
    static Run against(PikaSimulator simulator, Path directory, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "camel.component.pika.base-uri", simulator.baseUri("cometapi").toString(),
                "camel.component.pika.api-key", simulator.apiKey(),
                "camel.component.pika.max-requests-per-second", "200",
                "camel.component.pika.poll-interval", "500ms",
                "batch.output", directory.toString(),
                "batch.wait-timeout", "8s",
                "batch.max-deliveries", "2",
                "batch.delivery-delay", "100ms",
                // a hang is to be seen as rows without a line
                "camel.main.duration-max-seconds", "45"));
        all.putAll(properties);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new Batch(Map.of("PIKA_API_KEY", simulator.apiKey()), all, out).run();
        return new Run(exit, bytes.toString(StandardCharsets.UTF_8));
    }
}
