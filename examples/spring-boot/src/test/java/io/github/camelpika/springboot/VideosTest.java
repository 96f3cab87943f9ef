package io.github.camelpika.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class VideosTest {

    private static final PikaSimulator SIMULATOR = PikaSimulator.start();

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;
    @Autowired
    private CamelContext camel;

    @DynamicPropertySource
    static void simulated(DynamicPropertyRegistry properties) {
        properties.add("camel.component.pika.base-uri", () -> SIMULATOR.baseUri("cometapi").toString());
        properties.add("camel.component.pika.api-key", SIMULATOR::apiKey);
        properties.add("camel.component.pika.pollInterval", () -> "500ms");
        properties.add("camel.health.exposure-level", () -> "full");
        properties.add("spring.datasource.url", () -> "jdbc:h2:file:" + directory.resolve("pika"));
        properties.add("videos.directory", () -> directory.resolve("videos").toString());
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void promptThatIsPostedBecomesAFile() {
        String task = http().post().uri("/videos").body("a cat on the beach").retrieve().body(String.class);

        Path file = directory.resolve("videos").resolve(task + ".mp4");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file));
        assertThat(file).isNotEmptyFile();
        assertThat(SIMULATOR.tasks()).singleElement().satisfies(
                posted -> assertThat(posted.prompt()).isEqualTo("a cat on the beach"));
    }

    @Test
    void optionsAreThoseOfTheApplication() {
        PikaComponent pika = camel.getComponent("pika", PikaComponent.class);

        assertThat(pika.getConfiguration().getStallTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pika.getConfiguration().getWaitTimeout()).isEqualTo(Duration.ofMinutes(45));
        assertThat(pika.getTaskTracker()).isInstanceOfSatisfying(JdbcTaskTracker.class,
                tracker -> assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(14)));
    }

    @Test
    void healthIsThatOfTheRoutes() {
        assertThat(http().get().uri("/actuator/health").retrieve().body(String.class)).contains("\"camelHealth\"",
                "\"pika\":\"UP\"", "\"pika-waiter\":\"UP\"").doesNotContain("DOWN");
    }

    private RestClient http() {
        return RestClient.create("http://localhost:" + port);
    }
}
