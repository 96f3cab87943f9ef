package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest extends SimulatorTest {

    @Test
    void faultsAreScriptedListedAndCleared() throws IOException {
        client.post("/admin/faults", "{\"operation\":\"generate\",\"fault\":\"SERVER_ERROR\",\"times\":2}");
        client.post("/admin/faults", "{\"operation\":\"feed\",\"fault\":\"html\",\"rate\":1}");

        JsonNode listed = Client.json(client.get("/admin/faults"));
        assertThat(listed.at("/GENERATE/next").toString()).isEqualTo("[\"SERVER_ERROR\",\"SERVER_ERROR\"]");
        assertThat(listed.at("/FEED/rates/HTML").asDouble()).isEqualTo(1);
        assertThat(client.create("vapi").statusCode()).isEqualTo(500);

        client.send(client.request("/admin/faults").DELETE());
        assertThat(client.create("vapi").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"operation\":\"delete\",\"fault\":\"HTML\"} | GENERATE, FEED, VIDEO",
        "{\"operation\":\"video\",\"fault\":\"TASK_FAILED\"} | VIDEO_TRUNCATED",
        "{\"operation\":\"feed\",\"fault\":\"HTML\",\"rate\":2} | 0 to 1.0",
        "{\"operation\":\"feed\",\"fault\":\"HTML\",\"times\":0} | 1 or more",
        "{\"operation\":\"feed\",\"fault\":\"HTML\",\"times\":\"two\"} | give a number",
        "{\"operation\":\"feed\",\"fault\":\"HTML\",\"times\":1,\"rate\":0.1} | not both",
        "nonsense | {\"operation\":\"generate\""
    })
    void errorsSayWhatIsAccepted(String body, String hint) throws IOException {
        HttpResponse<byte[]> response = client.post("/admin/faults", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).path("error").asText()).contains(hint);
    }

    @Test
    void requestsAndTasksAreListedWithoutTheKey() throws IOException {
        String id = client.createdId("vapi");

        JsonNode requests = Client.json(client.get("/admin/requests"));
        JsonNode tasks = Client.json(client.get("/admin/tasks"));

        assertThat(requests.at("/0/taskId").asText()).isEqualTo(id);
        assertThat(requests.toString()).doesNotContain("sim-key");
        assertThat(tasks.at("/0/id").asText()).isEqualTo(id);
        assertThat(tasks.at("/0/state").asText()).isEqualTo("QUEUED");
    }

    @Test
    void listsMayBeCutToTheirLatest() throws IOException {
        client.createdId("vapi");
        client.createdId("yescale");

        for (String list : List.of("requests", "tasks")) {
            JsonNode last = Client.json(client.get("/admin/" + list + "?last=1"));
            assertThat(last).hasSize(1);
            assertThat(last.path(0).path("gateway").asText()).isEqualTo("yescale");
            assertThat(Client.json(client.get("/admin/" + list + "?last=5"))).hasSize(2);
        }
    }

    @Test
    void tasksNameTheirVideoOnceItIsThere() throws IOException {
        client.createdId("vapi");
        assertThat(Client.json(client.get("/admin/tasks")).at("/0/videoUrl").isNull()).isTrue();
        clock.advanceSeconds(110);

        String url = Client.json(client.get("/admin/tasks")).at("/0/videoUrl").asText();

        assertThat(client.get(url).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "null", "http://127.0.0.1:1"})
    void anotherSitesPageSwitchesNoFaults(String origin) throws IOException {
        String fault = "{\"operation\":\"generate\",\"fault\":\"HTML\"}";
        HttpRequest.Builder post = client.request("/admin/faults").POST(BodyPublishers.ofString(fault));

        assertThat(client.send(post.header("Origin", origin)).statusCode()).isEqualTo(403);
        assertThat(client.send(post.setHeader("Origin", simulator.baseUri().toString())).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownPathNamesTheKnownOnes() throws IOException {
        HttpResponse<byte[]> response = client.get("/admin/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Client.json(response).path("error").asText()).contains("/admin/tasks");
    }
}
