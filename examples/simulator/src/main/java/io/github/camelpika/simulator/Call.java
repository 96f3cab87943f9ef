package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request, read to its end: a connection closed with bytes unread would be reset rather than closed. */
record Call(
        String method, String path, String rawPath, String query, Map<String, List<String>> headers, byte[] body, Instant at) {

    static Call read(HttpExchange exchange, Instant at) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                Map.copyOf(headers),
                exchange.getRequestBody().readAllBytes(),
                at);
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a parameter of the query, decoded. */
    Optional<String> parameter(String name) {
        return Arrays.stream((query == null ? "" : query).split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    /** The same call as the address without a prefix sees it. */
    Call under(String prefix) {
        return new Call(
                method, path.substring(prefix.length()), rawPath.substring(prefix.length()), query, headers, body, at);
    }

    /** The same call for a part that starts one byte later. */
    Call askingOneLater() {
        Map<String, List<String>> changed = new TreeMap<>(headers);
        changed.computeIfPresent("range", (name, values) -> List.of(Pattern.compile("=(\\d+)-").matcher(values.get(0))
                .replaceFirst(range -> "=" + (Long.parseLong(range.group(1)) + 1) + "-")));
        return new Call(method, path, rawPath, query, Map.copyOf(changed), body, at);
    }

    RecordedRequest recorded(Operation operation, String gateway, Outcome outcome, Fault fault) {
        // Megabytes of a picture in every listing help nobody.
        String text = operation == Operation.UPLOAD
                ? "(" + body.length + " bytes)"
                : new String(body, StandardCharsets.UTF_8);
        return new RecordedRequest(
                operation, gateway, method, path, query, headers, text, at, outcome.answer().status(),
                outcome.taskId(), fault);
    }
}
