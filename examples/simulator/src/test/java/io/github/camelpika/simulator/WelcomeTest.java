package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WelcomeTest extends SimulatorTest {

    @Test
    void everyGatewayHasLinesToPaste() {
        String text = Welcome.text(simulator);

        assertThat(text).contains(
                simulator.baseUri("cometapi") + "/pika/pro/generate",
                simulator.baseUri("vapi") + "/pika/feed/$ID",
                simulator.baseUri("yescale") + "/pika/generate",
                simulator.baseUri("yutoai") + "/pika/generate",
                simulator.baseUri("pika") + "/v1/media/pika/pika-2.5/text-to-video",
                simulator.baseUri("fal") + "/fal-ai/pika/requests/$ID/status",
                simulator.baseUri() + "/ in a browser",
                simulator.baseUri() + "/admin/faults");
    }
}
