package io.github.camelpika.quarkus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(SimulatedGateway.class)
class VideosTest {

    @Inject
    CamelContext camel;
    @ConfigProperty(name = "videos.directory")
    Path directory;

    @Test
    void promptThatIsPostedBecomesAFile() {
        String task = given().body("a cat on the beach").post("/videos").then().statusCode(200).extract().asString();

        Path file = directory.resolve(task + ".mp4");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file));
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void optionsAreThoseOfTheApplication() {
        PikaComponent pika = camel.getComponent("pika", PikaComponent.class);

        assertThat(pika.getConfiguration().getStallTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pika.getConfiguration().getWaitTimeout()).isEqualTo(Duration.ofMinutes(45));
        assertThat(pika.getTaskTracker()).isInstanceOfSatisfying(JdbcTaskTracker.class,
                tracker -> assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(14)));
    }
}
