package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest extends SimulatorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/cometapi/pika/pro/generate | {\"ratio\":\"1:1\",\"callback_url\":\"http://a\"} | prompt",
        "/cometapi/pika/pro/generate | {\"prompt\":\"a\",\"callback_url\":\"http://a\"} | ratio",
        "/cometapi/pika/pro/generate | {\"prompt\":\"a\",\"ratio\":\"1:1\"} | callback_url",
        "/pika/pro/generate | {\"prompt\":\"a\",\"ratio\":\"1:1\",\"model\":\"1.5\"} | model",
        "/pika/pro/generate | {\"prompt\":\"a\",\"ratio\":\"1:1\",\"image\":\"u\",\"video\":\"u\"} | together",
        "/pika/pro/generate | not json | prompt",
        "/vapi/pika/generate | {\"options\":{}} | promptText",
        "/vapi/pika/generate | {\"promptText\":\"a\"} | options",
        "/vapi/pika/generate | {\"promptText\":\"a\",\"options\":{},\"model\":2.0} | model",
        "/vapi/pika/generate | {\"promptText\":\"a\",\"options\":{\"aspectRatio\":\"16:9\"}} | aspectRatio",
        "/cometapi/pika/feed | {} | task_id"
    })
    void badRequestNamesTheField(String path, String body, String field) throws IOException {
        HttpResponse<byte[]> response = client.post(path, body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Client.json(response).path("error");
        assertThat(error.path("message").asText()).contains(field, "(request id: ");
        assertThat(error.path("code").asText()).isEqualTo("invalid_request");
        assertThat(error.has("type")).isTrue();
        assertThat(error.path("param").asText("absent")).isEmpty();
        assertThat(simulator.tasks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cometapi", "vapi", "yescale", "yutoai"})
    void anUnknownTaskDoesNotExist(String gateway) throws IOException {
        HttpResponse<byte[]> response = client.feed(gateway, "nobody-knows-it");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).path("code").asText()).isEqualTo("task_not_exist");
        assertThat(Client.json(response).path("data").isNull()).isTrue();
    }

    @Test
    void oneGatewayDoesNotKnowTheTasksOfAnother() throws IOException {
        String id = client.createdId("vapi");

        assertThat(client.feed("yescale", id).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherKeyIsRefusedAndTakesNoFault() throws IOException {
        simulator.faults().next(Operation.FEED, Fault.SERVER_ERROR);

        var wrongKey = client.request("/vapi/pika/feed/1").header("Authorization", "Bearer other");

        assertThat(client.send(wrongKey).statusCode()).isEqualTo(401);
        assertThat(client.feed("vapi", "1").statusCode()).isEqualTo(500);
    }

    @Test
    void onlyYutoAiAnswersQueriesWithoutAKey() throws IOException {
        String id = client.createdId("yutoai");

        assertThat(client.send(client.request("/yutoai/pika/feed/" + id)).statusCode()).isEqualTo(200);
        assertThat(client.send(client.request("/vapi/pika/feed/" + id)).statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongPathIsNotFoundAndNotRecorded() throws IOException {
        assertThat(client.get("/vapi/pika/generate").statusCode()).isEqualTo(404);
        assertThat(simulator.requests()).isEmpty();
    }
}
