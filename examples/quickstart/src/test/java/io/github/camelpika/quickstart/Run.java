package io.github.camelpika.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    static Run against(PikaSimulator simulator, String gateway, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "camel.component.pika.gateway", gateway,
                "camel.component.pika.base-uri", simulator.baseUri(gateway).toString(),
                "camel.component.pika.api-key", simulator.apiKey(),
                "camel.component.pika.task-tracker", "memory",
                "camel.component.pika.poll-interval", "100ms"));
        all.putAll(properties);
        return of(Map.of("PIKA_API_KEY", simulator.apiKey(), "PIKA_GATEWAY", gateway), all, false);
    }

    static Run of(Map<String, String> environment, Map<String, String> properties, boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new Quickstart(environment, properties, out, terminal).run();
        return new Run(exit, bytes.toString(StandardCharsets.UTF_8));
    }
}
