package io.github.camelpika.springboot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actuator has a port of its own, and the board is there. VideosTest has it on the application's.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0", "management.server.base-path=/inside",
        "camel.component.pika.board-path=/board", "camel.component.pika.board-token=Zq7token-of-the-board",
        "camel.component.pika.board-actions=true" })
class BoardOnManagementPortTest {

    private static final String ACT = "{\"component\": \"pika\", \"action\": \"forget\", \"id\": \"no-such-task\"}";

    private static final PikaSimulator SIMULATOR = PikaSimulator.start();

    @TempDir
    static Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Value("${local.management.port}")
    private int managementPort;
    @Value("${local.server.port}")
    private int serverPort;

    @DynamicPropertySource
    static void simulated(DynamicPropertyRegistry properties) {
        properties.add("camel.component.pika.base-uri", () -> SIMULATOR.baseUri("cometapi").toString());
        properties.add("camel.component.pika.api-key", SIMULATOR::apiKey);
        properties.add("spring.datasource.url", () -> "jdbc:h2:file:" + directory.resolve("pika"));
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        return client.send(request(port, path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> act(String... headers) throws Exception {
        return client.send(request(managementPort, "/inside/board/api/act", headers).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ACT)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Test
    void thePageIsThereAndNotOnTheApplicationsPort() throws Exception {
        HttpResponse<String> page = get(managementPort, "/inside/board/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Pika board");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get(managementPort, "/inside/board").headers().firstValue("Location")).hasValue("board/");
        assertThat(get(managementPort, "/inside/actuator/health").statusCode()).isEqualTo(200);
        assertThat(get(serverPort, "/board/").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsOnItTakesTheToken() throws Exception {
        assertThat(get(managementPort, "/inside/board/api/board").statusCode()).isEqualTo(401);
        assertThat(get(managementPort, "/inside/board/api/board", "X-Pika-Token", "Zq7token-of-another").statusCode()).isEqualTo(401);
        assertThat(get(managementPort, "/inside/board/api/board", "X-Pika-Token", "Zq7token-of-the-board").body()).startsWith("{\"actions\":true");
    }

    @Test
    void soDoesWhatIsDoneThere() throws Exception {
        assertThat(act().statusCode()).isEqualTo(401);
        assertThat(act("X-Pika-Token", "Zq7token-of-the-board", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(act("X-Pika-Token", "Zq7token-of-the-board", "Origin", "http://localhost:" + managementPort).body()).contains("Nothing was done");
    }
}
