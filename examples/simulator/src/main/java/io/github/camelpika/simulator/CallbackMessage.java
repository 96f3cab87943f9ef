package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What is posted to a callback URL. */
record CallbackMessage(byte[] body, Map<String, String> headers) {

    static CallbackMessage unsigned(JsonNode body) {
        return new CallbackMessage(Json.bytes(body), Map.of());
    }
}
