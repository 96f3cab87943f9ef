package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Talks to the simulator as a client of Pika's own API would. */
abstract class PikaTest extends SimulatorTest {

    static final String TEXT = "pika/pika-2.5/text-to-video";
    static final String CAT = "{\"prompt\":\"a cat\"}";

    HttpRequest.Builder keyed(String path) {
        return client.request("/pika" + path).header("X-API-Key", simulator.apiKey());
    }

    HttpResponse<byte[]> get(String path) throws IOException {
        return client.send(keyed(path));
    }

    HttpResponse<byte[]> create(String api, String body, String... headers) throws IOException {
        HttpRequest.Builder request = keyed("/v1/media/" + api).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request);
    }

    HttpResponse<byte[]> createWithKey(String key, String body) throws IOException {
        return create(TEXT, body, "Idempotency-Key", key);
    }

    String createdId() throws IOException {
        return Client.json(create(TEXT, CAT)).path("id").asText();
    }

    JsonNode job(String id) throws IOException {
        return Client.json(get("/v1/media/jobs/" + id));
    }
}
