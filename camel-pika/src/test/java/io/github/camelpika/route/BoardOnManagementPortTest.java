package io.github.camelpika.route;

import java.util.Map;

import io.github.camelpika.rig.MainRig;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoardOnManagementPortTest {

    private static final RouteBuilder ROUTES = new RouteBuilder() {
        @Override
        public void configure() {
            from("direct:in").to("pika:generate").to("pika:feed");
        }
    };

    private static MainRig rig(String... properties) throws Exception {
        return new MainRig(ROUTES, properties.length == 0 ? Map.of() : Map.of(properties[0], properties[1]));
    }

    @Test
    void theOptionHasTheBoardBesideHealthAndMetrics() throws Exception {
        try (MainRig rig = rig("camel.component.pika.boardPath", "/pika")) {
            rig.template().requestBody("direct:in", "a cat in the rain");
            assertThat(rig.page("/pika/")).startsWith("200").contains("Pika board");
            assertThat(rig.page("/pika/board.js")).startsWith("200");
            assertThat(rig.page("/pika/api/board")).startsWith("200").contains("a cat in the rain");
            assertThat(rig.page("/pika")).startsWith("302");
        }
    }

    @Test
    void withoutItThereIsNone() throws Exception {
        try (MainRig rig = rig()) {
            assertThat(rig.page("/pika/")).startsWith("404");
        }
    }

    @Test
    void aContextWithoutAManagementServerSaysSoAtItsStart() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.component.setBoardPath("/pika");
            assertThatThrownBy(() -> rig.with(ROUTES).start()).hasStackTraceContaining("there is no management server of Camel Main");
        }
    }

    @Test
    void whatIsNoPathIsTold() {
        assertThatThrownBy(() -> rig("camel.component.pika.boardPath", "pika/")).hasStackTraceContaining("boardPath=pika/ is not valid");
    }
}
