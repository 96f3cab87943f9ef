package io.github.camelpika.batch;

import java.util.Map;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;

/**
 * A gateway on this machine that is fast, and has a bad night.
 */
final class SimulatedGateway implements AutoCloseable {

    private static final int TIMES_FASTER = 50;

    private final PikaSimulator simulator
            = PikaSimulator.builder().durations(Durations.realistic().scaled(1.0 / TIMES_FASTER)).start();
    private final String gateway;

    /**
     * @param gateway the one to imitate; null for CometAPI
     */
    SimulatedGateway(String gateway) {
        this.gateway = gateway == null ? "cometapi" : gateway;
        simulator.faults()
                .rate(Operation.GENERATE, Fault.TASK_FAILED, 0.03)
                .rate(Operation.GENERATE, Fault.TASK_NEVER_FINISHES, 0.01)
                .rate(Operation.GENERATE, Fault.LOST_RESPONSE, 0.01)
                .rate(Operation.GENERATE, Fault.BAD_REQUEST, 0.01)
                .rate(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 0.01)
                .rate(Operation.FEED, Fault.SERVER_ERROR, 0.02)
                .rate(Operation.VIDEO, Fault.VIDEO_TRUNCATED, 0.03);
    }

    String greeting() {
        return "PIKA_API_KEY is not set: a simulated " + gateway + " on this machine makes the videos, " + TIMES_FASTER
               + " times as fast as a real one, for nothing, and fails now and then.";
    }

    /**
     * What sends the component here, and makes the times as short as the simulator's.
     */
    Map<String, String> properties() {
        return Map.of(
                "camel.component.pika.gateway", gateway,
                "camel.component.pika.base-uri", simulator.baseUri(gateway).toString(),
                "camel.component.pika.api-key", simulator.apiKey(),
                "camel.component.pika.max-requests-per-second", "60",
                "camel.component.pika.poll-interval", "2s",
                "batch.wait-timeout", "15s",
                "batch.delivery-delay", "500ms");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
