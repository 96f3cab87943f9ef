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
                simulator.baseUri() + "/admin/faults");
    }
}
