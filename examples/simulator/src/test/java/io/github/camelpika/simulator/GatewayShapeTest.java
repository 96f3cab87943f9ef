package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation's samples are the judge: same fields, same order, same types. */
class GatewayShapeTest extends SimulatorTest {

    @Test
    void createAnswersAsCometApiDocuments() throws IOException {
        assertThat(shape(Client.json(client.create("cometapi"))))
                .isEqualTo(shape(Client.sample("cometapi-generate-response.json")));
    }

    @Test
    void cometApisDocumentedRequestIsAccepted() throws IOException {
        String request = Client.sample("cometapi-generate-request.json").toString();

        assertThat(client.post("/cometapi/pika/pro/generate", request).statusCode()).isEqualTo(200);

        SimTask task = simulator.tasks().get(0);
        assertThat(task.seed()).as("the request's own seed").isEqualTo(144124);
        assertThat(task.prompt()).isEqualTo("a cat");
    }

    @ParameterizedTest
    @CsvSource({
        "vapi, vapi-feed-response-finished.json",
        "yescale, yescale-feed-response-finished.json",
        "yutoai, yutoai-feed-response-finished.json"
    })
    void finishedFeedAnswersAsDocumented(String gateway, String sample) throws IOException {
        String id = client.createdId(gateway);
        clock.advanceSeconds(110);

        assertThat(shape(Client.json(client.feed(gateway, id)))).isEqualTo(shape(Client.sample(sample)));
    }

    @Test
    void succeededFeedAnswersAsCometApiDocuments() throws IOException {
        String id = client.createdId("cometapi");
        clock.advanceSeconds(110);

        List<String> answered = shape(Client.json(client.feed("cometapi", id)));

        // The sample's task has no last frame; this one has, so that clients see both.
        assertThat(answered).contains("/data/last_frame STRING");
        answered.replaceAll(line -> line.replace("/data/last_frame STRING", "/data/last_frame NULL"));
        assertThat(answered).isEqualTo(shape(Client.sample("cometapi-feed-response-succeeded.json")));
    }

    @Test
    void succeededFeedHoldsTheDocumentedConstants() throws IOException {
        String id = client.createdId("cometapi");
        clock.advanceSeconds(110);

        JsonNode answer = Client.json(client.feed("cometapi", id));
        JsonNode sample = Client.sample("cometapi-feed-response-succeeded.json");

        for (String same : List.of("/code", "/msg", "/data/state", "/data/status", "/data/point", "/data/refund",
                "/data/msg", "/data/create_time", "/exec_time")) {
            assertThat(answer.at(same)).as(same).isEqualTo(sample.at(same));
        }
        assertThat(answer.at("/data/update_time").asText()).isEqualTo("1741587927");
    }

    @Test
    void rootSpeaksBothDialects() throws IOException {
        JsonNode a = Client.json(client.post("/pika/pro/generate", "{\"prompt\":\"a\",\"ratio\":\"1:1\"}"));
        JsonNode b = Client.json(client.post("/pika/generate", Client.CREATE_B));
        clock.advanceSeconds(110);

        String idOfA = a.at("/data/task_id").asText();
        assertThat(Client.json(client.post("/pika/feed", "{\"task_id\":\"" + idOfA + "\"}")).at("/data/state").asText())
                .isEqualTo("succeeded");
        assertThat(shape(Client.json(client.get("/pika/feed/" + b.path("id").asText()))))
                .isEqualTo(shape(Client.sample("vapi-feed-response-finished.json")));
    }

    /** Every field's path and type, in order. */
    private static List<String> shape(JsonNode json) {
        List<String> lines = new ArrayList<>();
        describe("", json, lines);
        return lines;
    }

    private static void describe(String path, JsonNode json, List<String> lines) {
        lines.add(path + " " + json.getNodeType());
        if (json.isArray()) {
            json.forEach(element -> describe(path + "[]", element, lines));
        }
        json.fields().forEachRemaining(field -> describe(path + "/" + field.getKey(), field.getValue(), lines));
    }
}
