package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.VideoTask;

/**
 * The gateways' own example bodies, unchanged, and short ways to JSON.
 */
final class Samples {

    static final List<String> FEEDS = List.of("cometapi-feed-response-succeeded", "vapi-feed-response-finished",
            "yescale-feed-response-finished", "yutoai-feed-response-finished");

    private Samples() {
    }

    static String text(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/gateways/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        return parsed(text(name));
    }

    /**
     * The gateway whose documentation the sample is from.
     */
    static Gateway gateway(String name) {
        return Gateway.named(name.substring(0, name.indexOf('-')));
    }

    /**
     * JSON in which single quotes stand for double ones.
     */
    static JsonNode quoted(String json) {
        return parsed(json.replace('\'', '"'));
    }

    /**
     * What the envelope dialect makes of the {@code data} object in single-quoted JSON.
     */
    static VideoTask envelope(String data) {
        return Gateway.COMETAPI.dialect().task(quoted("{'code':200,'data':" + data + "}"), asked(Gateway.COMETAPI, "t1")).orElseThrow();
    }

    /**
     * What the plain dialect makes of an answer in single-quoted JSON.
     */
    static VideoTask plain(String answer) {
        return Gateway.YESCALE.dialect().task(quoted(answer), asked(Gateway.YESCALE, "t1")).orElseThrow();
    }

    static Asked asked(Gateway gateway, String taskId) {
        return new Asked(taskId, gateway.name(), URI.create("https://api.example.com/v1"));
    }

    static JsonNode parsed(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
