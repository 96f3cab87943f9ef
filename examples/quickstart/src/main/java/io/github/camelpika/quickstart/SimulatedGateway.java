package io.github.camelpika.quickstart;

import java.net.URI;
import java.util.Map;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;

/**
 * A gateway on this machine, to try the route without an account.
 */
final class SimulatedGateway implements AutoCloseable {

    /** Real videos take some four minutes each; nobody wants to watch that for the first time. */
    private static final int TIMES_FASTER = 25;

    private final PikaSimulator simulator;
    private final String gateway;
    private final URI baseUri;

    private SimulatedGateway(PikaSimulator simulator, String gateway) {
        this.simulator = simulator;
        this.gateway = gateway;
        this.baseUri = simulator.baseUri(gateway);
    }

    /**
     * @param gateway the one to imitate; null for CometAPI
     */
    static SimulatedGateway start(String gateway) {
        Durations durations = Durations.realistic().scaled(1.0 / TIMES_FASTER);
        return new SimulatedGateway(PikaSimulator.builder().durations(durations).start(),
                gateway == null ? "cometapi" : gateway);
    }

    String greeting() {
        return "PIKA_API_KEY is not set: a simulated " + gateway + " on this machine makes the videos, " + TIMES_FASTER
               + " times as fast as a real one, for nothing.";
    }

    /**
     * What sends the component here.
     */
    Map<String, String> properties() {
        return Map.of(
                "camel.component.pika.gateway", gateway,
                "camel.component.pika.base-uri", baseUri.toString(),
                "camel.component.pika.api-key", simulator.apiKey(),
                "camel.component.pika.task-tracker", "memory",
                "camel.component.pika.poll-interval", "500ms");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
