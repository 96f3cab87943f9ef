package io.github.camelpika.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call of a gateway's API. The key is no part of it: it is added when the call is made.
 *
 * @param method  such as {@code GET} or {@code POST}
 * @param path    below the base URI, starts with a slash, already percent-encoded
 * @param headers to send beside the key
 * @param body    JSON to send, or null
 */
public record ApiCall(String method, String path, Map<String, String> headers, JsonNode body) {

    public ApiCall {
        headers = Map.copyOf(headers);
    }

    /**
     * A call without headers of its own.
     */
    public ApiCall(String method, String path, JsonNode body) {
        this(method, path, Map.of(), body);
    }

    /**
     * A text as one segment of a path.
     */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ApiCall get(String path) {
        return new ApiCall("GET", path, null);
    }
}
