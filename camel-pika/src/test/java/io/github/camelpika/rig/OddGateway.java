package io.github.camelpika.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A CometAPI that takes every job and has each video at once, but says something else at first, or for ever. The id of a
 * task is the prompt that it was submitted with.
 */
public final class OddGateway implements AutoCloseable {

    /**
     * @param times how often it is said before the truth
     */
    public record Odd(String name, int status, String type, String body, int times) {

        public Odd forEver() {
            return new Odd(name, status, type, body, Integer.MAX_VALUE);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentHashMap<String, Odd> odds = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> said = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int retryAfter;

    public OddGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static List<Odd> once() {
        return List.of(
                new Odd("404-json", 404, "application/json", "{\"detail\":\"Not Found\"}", 1),
                new Odd("404-page", 404, "text/html", "<html>404 page not found</html>", 1),
                new Odd("400-fetch", 400, "application/json",
                        "{\"code\":\"fail_to_fetch_task\",\"message\":\"i/o timeout\",\"data\":null}", 1),
                new Odd("409", 409, "application/json", "{\"message\":\"conflict\"}", 1),
                new Odd("425", 425, "application/json", "{\"message\":\"too early\"}", 1),
                new Odd("410", 410, "text/plain", "gone", 1),
                new Odd("302-login", 302, "text/html", "", 1),
                new Odd("403-challenge", 403, "text/html", "<html>Just a moment...</html>", 1),
                new Odd("403-json", 403, "application/json", "{\"error\":{\"code\":\"forbidden\",\"message\":\"no\"}}", 1),
                new Odd("200-maintenance", 200, "text/html", "<html>We'll be back soon</html>", 1),
                new Odd("401", 401, "application/json", "{\"error\":{\"message\":\"Invalid token\"}}", 1),
                new Odd("402", 402, "application/json", "{\"error\":{\"message\":\"Payment required\"}}", 1),
                new Odd("404-fresh", 404, "application/json", "{\"code\":404,\"message\":\"task not found\"}", 1),
                new Odd("400-fresh", 400, "application/json", "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\"}", 1));
    }

    public static Odd odd(String name) {
        return once().stream().filter(odd -> odd.name.equals(name)).findFirst().orElseThrow();
    }

    /**
     * Says so of the task before the truth.
     */
    public OddGateway says(String taskId, Odd odd) {
        odds.put(taskId, odd);
        said.put(taskId, new AtomicInteger());
        return this;
    }

    /**
     * How many seconds it asks to be left alone for where it says that it is asked too often.
     */
    public OddGateway retryAfter(int seconds) {
        retryAfter = seconds;
        return this;
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort());
    }

    public void use(PikaRig rig) {
        rig.component.getConfiguration().setBaseUri(uri().toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode json = MAPPER.readTree(exchange.getRequestBody());
        if (!exchange.getRequestURI().getPath().endsWith("/feed")) {
            reply(exchange, 200, "application/json",
                    "{\"code\":200,\"data\":{\"task_id\":\"" + json.findValue("prompt").asText() + "\"}}");
            return;
        }
        String taskId = json.path("task_id").asText();
        asked.add(taskId);
        Odd odd = odds.get(taskId);
        if (odd != null && said.get(taskId).getAndIncrement() < odd.times) {
            if (odd.status == 429) {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter));
            }
            if (odd.status == 302) {
                exchange.getResponseHeaders().set("Location", "/login");
            }
            reply(exchange, odd.status, odd.type, odd.body);
        } else {
            reply(exchange, 200, "application/json", "{\"code\":200,\"data\":{\"task_id\":\"" + taskId + "\",\"state\":\"succeeded\","
                    + "\"video_url\":\"https://cdn.example.com/" + taskId + ".mp4\"}}");
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
