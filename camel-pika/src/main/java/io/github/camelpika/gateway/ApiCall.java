package io.github.camelpika.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call of a gateway's API.
 *
 * @param method {@code GET} or {@code POST}
 * @param path   below the base URI, starts with a slash, already percent-encoded
 * @param body   JSON to send, or null
 */
public record ApiCall(String method, String path, JsonNode body) {
}
