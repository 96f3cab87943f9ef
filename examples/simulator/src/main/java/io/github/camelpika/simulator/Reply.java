package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP answer. */
record Reply(int status, Map<String, String> headers, Body body) implements Answer {

    private static final int NO_BODY = -1;

    static Reply json(int status, JsonNode json) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), Body.of(Json.bytes(json)));
    }

    static Reply html(int status, String title) {
        String page = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1></body></html>";
        return text(status, "text/html; charset=utf-8", page);
    }

    static Reply plain(int status, String text) {
        return text(status, "text/plain; charset=utf-8", text);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), Body.of(new byte[0]));
    }

    static Reply text(int status, String type, String text) {
        return new Reply(status, Map.of("Content-Type", type), Body.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    Reply with(Body other) {
        return new Reply(status, headers, other);
    }

    @Override
    public void send(HttpExchange exchange) throws IOException {
        // Closing an exchange whose body is shorter than announced closes its connection: a cut body is cut.
        try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::set);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(body.length()));
                exchange.sendResponseHeaders(status, NO_BODY);
            } else if (body.length() == 0) {
                exchange.sendResponseHeaders(status, NO_BODY);
            } else {
                exchange.sendResponseHeaders(status, body.length());
                body.writeTo(exchange.getResponseBody());
                exchange.getResponseBody().flush();
            }
        }
    }
}
