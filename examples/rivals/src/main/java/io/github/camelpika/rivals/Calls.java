package io.github.camelpika.rivals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The two calls to the gateway, as one writes them without camel-pika.
 */
final class Calls {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;

    Calls(String gateway) {
        this.gateway = gateway;
    }

    /**
     * Submits a job.
     *
     * @return its id at the gateway
     */
    String post(String key) {
        String body = MAPPER.createObjectNode().put("promptText", key).toString();
        return send(HttpRequest.newBuilder(URI.create(gateway + "/pika/generate")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))).path("id").asText();
    }

    boolean isDone(String id) {
        JsonNode answer = send(HttpRequest.newBuilder(URI.create(gateway + "/pika/feed/" + id)));
        return answer.path("videos").path(0).path("status").asText().equals("finished");
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("The gateway answered with status " + response.statusCode());
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
