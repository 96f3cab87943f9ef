package io.github.camelpika.springboot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
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
import org.springframework.http.client.JdkClientHttpRequestFactory;
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
        properties.add("camel.component.pika.board-path", () -> "/board");
        properties.add("camel.health.exposure-level", () -> "full");
        properties.add("spring.datasource.url", () -> "jdbc:h2:file:" + directory.resolve("pika"));
        properties.add("videos.directory", () -> directory.resolve("videos").toString());
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void promptThatIsPostedBecomesAFile() throws IOException {
        String task = http().post().uri("/videos").body("a cat on the beach").retrieve().body(String.class);

        Path file = directory.resolve("videos").resolve(task + ".mp4");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file));
        assertThat(file).isNotEmptyFile();
        String id = await().until(() -> JsonPath.<List<String>>read(get("/board/api/board"), "$.ended.tasks[*].id"),
                ids -> !ids.isEmpty()).get(0);
        assertThat(http().get().uri("/board/media/" + id + "/video").retrieve().body(byte[].class)).isEqualTo(Files.readAllBytes(file));
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
    void theBoardIsThere() {
        assertThat(get("/pika/")).contains("Pika board");
        assertThat(get("/pika")).contains("Pika board");
        assertThat(get("/pika/board.js")).contains("api/board");
        assertThat(get("/pika/api/board")).startsWith("{\"actions\":false");
    }

    @Test
    void theBoardIsOnThePortOfActuatorToo() throws Exception {
        assertThat(get("/board")).contains("Pika board");
        assertThat(get("/board/api/board")).startsWith("{\"actions\":false");
        assertThat(statusFor("localhost")).contains(" 200");
        assertThat(statusFor("board.example.com")).contains(" 403");
    }

    /** Of the board, when a page from elsewhere has its own name lead here. */
    private String statusFor(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(("GET /board/api/board HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }

    @Test
    void healthIsThatOfTheRoutes() {
        assertThat(get("/actuator/health")).contains("\"camelHealth\"",
                "\"pika\":\"UP\"", "\"pika-waiter\":\"UP\"").doesNotContain("DOWN");
    }

    private String get(String path) {
        return http().get().uri(path).retrieve().body(String.class);
    }

    private RestClient http() {
        HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        return RestClient.builder().requestFactory(new JdkClientHttpRequestFactory(browser)).baseUrl("http://localhost:" + port).build();
    }
}
