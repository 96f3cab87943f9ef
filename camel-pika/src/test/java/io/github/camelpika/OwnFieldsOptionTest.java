package io.github.camelpika;

import java.util.Map;

import io.github.camelpika.rig.PikaRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnFieldsOptionTest {

    private final PikaRig rig = new PikaRig().start();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static Map<String, Object> input(PikaEndpoint endpoint) {
        return endpoint.getConfiguration().getInput();
    }

    @Test
    void eachFieldIsAnOptionWithThePrefix() {
        PikaEndpoint endpoint = rig.context.getEndpoint(
                "pika:generate?input.modify_region_roi=RAW(the hat)&input.color=%23ff0000&duration=10", PikaEndpoint.class);
        assertThat(input(endpoint)).isEqualTo(Map.of("modify_region_roi", "the hat", "color", "#ff0000"));
        assertThat(endpoint.getConfiguration().getDuration()).isEqualTo(10);
    }

    @Test
    void thoseOfTheComponentAreTheDefaultOfEachEndpoint() {
        PikaComponent component = rig.context.getComponent("pika", PikaComponent.class);
        component.getConfiguration().setInput(Map.of("a", "1", "b", "1"));
        assertThat(input(rig.context.getEndpoint("pika:generate?input.b=2", PikaEndpoint.class)))
                .isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(input(rig.context.getEndpoint("pika:generate", PikaEndpoint.class))).isEqualTo(Map.of("a", "1", "b", "1"));
    }
}
