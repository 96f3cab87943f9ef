package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request, read to its end: a connection closed with bytes unread would be reset rather than closed. */
record Call(String method, String path, String query, Map<String, List<String>> headers, byte[] body, Instant at) {

    static Call read(HttpExchange exchange, Instant at) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawQuery(),
                Map.copyOf(headers),
                exchange.getRequestBody().readAllBytes(),
                at);
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The same call for a part that starts one byte later. */
    Call askingOneLater() {
        Map<String, List<String>> changed = new TreeMap<>(headers);
        changed.computeIfPresent("range", (name, values) -> List.of(Pattern.compile("=(\\d+)-").matcher(values.get(0))
                .replaceFirst(range -> "=" + (Long.parseLong(range.group(1)) + 1) + "-")));
        return new Call(method, path, query, Map.copyOf(changed), body, at);
    }

    RecordedRequest recorded(Operation operation, String gateway, Outcome outcome, Fault fault) {
        String text = new String(body, StandardCharsets.UTF_8);
        return new RecordedRequest(
                operation, gateway, method, path, query, headers, text, at, outcome.answer().status(),
                outcome.taskId(), fault);
    }
}
