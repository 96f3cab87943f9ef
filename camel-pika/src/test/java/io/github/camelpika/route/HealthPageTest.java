package io.github.camelpika.route;

import java.time.Duration;
import java.util.Map;

import io.github.camelpika.rig.MainRig;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The pages that Kubernetes looks at, of an application that Camel Main runs. */
class HealthPageTest {

    private static final RouteBuilder ROUTES = new RouteBuilder() {
        @Override
        public void configure() {
            from("direct:in").to("pika:generate");
        }
    };

    private static MainRig rig(Map<String, String> more) throws Exception {
        return new MainRig(ROUTES, Map.of("camel.management.healthCheckEnabled", "true", "camel.health.enabled", "true",
                "camel.health.exposureLevel", "full", more.keySet().iterator().next(), more.values().iterator().next()));
    }

    @ParameterizedTest
    @CsvSource({ "ready, pika", "live, pika-waiter" })
    void readyAndLive(String page, String check) throws Exception {
        try (MainRig rig = rig(Map.of("camel.main.name", "films"))) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(rig.page("/observe/health/" + page))
                    .startsWith("200").contains("{\"name\":\"" + check + "\",\"status\":\"UP\""));
        }
    }

    @Test
    void aWrongKeyMakesAPodUnready() throws Exception {
        try (MainRig rig = rig(Map.of("camel.component.pika.apiKey", "sk-test-wrong-key-0123456789"))) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(rig.page("/observe/health/ready"))
                    .startsWith("503").contains("refuses the key").doesNotContain("wrong-key"));
            assertThat(rig.page("/observe/health/live")).startsWith("200");
        }
    }

    @Test
    void checksAreSwitchedOffByTheirNames() throws Exception {
        try (MainRig rig = rig(Map.of("camel.health.excludePattern", "pika*"))) {
            assertThat(rig.page("/observe/health/ready")).startsWith("200").doesNotContain("pika");
        }
    }
}
