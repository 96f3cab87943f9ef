package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to a simulator as a client of each gateway would. */
final class Client {

    static final String CREATE_A =
            "{\"prompt\":\"a cat\",\"ratio\":\"16:9\",\"callback_url\":\"http://example.invalid/\"}";
    static final String CREATE_B = "{\"promptText\":\"a cat\",\"model\":\"2.0\",\"options\":{\"aspectRatio\":1.78}}";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final PikaSimulator simulator;

    Client(PikaSimulator simulator) {
        this.simulator = simulator;
    }

    static JsonNode sample(String name) {
        try (InputStream in = Client.class.getResourceAsStream("/gateways/" + name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<byte[]> create(String gateway) throws IOException {
        return gateway.equals("cometapi")
                ? post("/cometapi/pika/pro/generate", CREATE_A)
                : post("/" + gateway + "/pika/generate", CREATE_B);
    }

    String createdId(String gateway) throws IOException {
        JsonNode answer = json(create(gateway));
        return gateway.equals("cometapi") ? answer.at("/data/task_id").asText() : answer.path("id").asText();
    }

    HttpResponse<byte[]> feed(String gateway, String id) throws IOException {
        return gateway.equals("cometapi")
                ? post("/cometapi/pika/feed", "{\"task_id\":\"" + id + "\"}")
                : get("/" + gateway + "/pika/feed/" + id);
    }

    HttpResponse<byte[]> post(String path, String body) throws IOException {
        return send(keyed(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<byte[]> get(String path) throws IOException {
        return send(keyed(path));
    }

    HttpRequest.Builder request(String path) {
        URI uri = path.startsWith("http") ? URI.create(path) : URI.create(simulator.baseUri() + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }

    /** How long the first three bytes of the body take; the rest is left unread. */
    long nanosForThreeBytes(String path) throws IOException {
        long start = System.nanoTime();
        try (InputStream body = send(keyed(path), BodyHandlers.ofInputStream()).body()) {
            body.readNBytes(3);
        }
        return System.nanoTime() - start;
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        return send(request, BodyHandlers.ofByteArray());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return HTTP.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpRequest.Builder keyed(String path) {
        return request(path).header("Authorization", "Bearer " + simulator.apiKey());
    }
}
