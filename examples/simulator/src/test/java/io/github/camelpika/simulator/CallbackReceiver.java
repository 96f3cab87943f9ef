package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told. */
final class CallbackReceiver implements AutoCloseable {

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final HttpServer server = LocalServer.bind(0);

    CallbackReceiver() {
        server.createContext("/", exchange -> {
            received.add(Json.parse(exchange.getRequestBody().readAllBytes()));
            Reply.empty(200).send(exchange);
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/callback";
    }

    JsonNode poll() {
        return received.poll();
    }

    JsonNode await() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    String statuses() {
        StringBuilder statuses = new StringBuilder();
        for (JsonNode next = received.poll(); next != null; next = received.poll()) {
            statuses.append(next.path("status").asText());
        }
        return statuses.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
