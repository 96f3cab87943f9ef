package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Talks to the simulator as a client of fal's queue would. */
abstract class FalTest extends SimulatorTest {

    static final String TEXT = "fal-ai/pika/v2.2/text-to-video";
    static final String CAT = "{\"prompt\":\"a cat\"}";

    HttpRequest.Builder keyed(String address) {
        String path = address.startsWith("http") ? address : "/fal" + address;
        return client.request(path).header("Authorization", "Key " + simulator.apiKey());
    }

    HttpResponse<byte[]> get(String address) throws IOException {
        return client.send(keyed(address));
    }

    HttpResponse<byte[]> put(String address) throws IOException {
        return client.send(keyed(address).PUT(BodyPublishers.noBody()));
    }

    HttpResponse<byte[]> create(String model, String body, String... headers) throws IOException {
        HttpRequest.Builder request = keyed("/" + model).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request);
    }

    JsonNode created() throws IOException {
        return Client.json(create(TEXT, CAT));
    }

    JsonNode createdWith(Fault fault) throws IOException {
        simulator.faults().next(Operation.GENERATE, fault);
        return created();
    }

    HttpResponse<byte[]> status(JsonNode created) throws IOException {
        return get(created.path("status_url").asText() + "?logs=0");
    }

    HttpResponse<byte[]> result(JsonNode created) throws IOException {
        return get(created.path("response_url").asText());
    }

    HttpResponse<byte[]> cancel(JsonNode created) throws IOException {
        return put(created.path("cancel_url").asText());
    }
}
