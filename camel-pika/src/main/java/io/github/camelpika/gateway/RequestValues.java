package io.github.camelpika.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelpika.model.GenerateRequest;

/**
 * The parts of a request that are set, by the names of their options; without the model, which decides where each goes, and
 * without a gateway's own fields.
 */
final class RequestValues {

    private RequestValues() {
    }

    static Map<String, Object> of(GenerateRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "prompt", request.prompt());
        put(values, "image", request.image());
        put(values, "images", request.images().isEmpty() ? null : request.images());
        put(values, "video", request.video());
        put(values, "style", request.style());
        put(values, "ratio", request.ratio());
        put(values, "resolution", request.resolution());
        put(values, "duration", request.duration());
        put(values, "negativePrompt", request.negativePrompt());
        put(values, "seed", request.seed());
        put(values, "sfx", request.sfx());
        put(values, "frameRate", request.frameRate());
        put(values, "guidanceScale", request.guidanceScale());
        put(values, "motion", request.motion());
        put(values, "cameraPan", request.cameraPan());
        put(values, "cameraTilt", request.cameraTilt());
        put(values, "cameraRotate", request.cameraRotate());
        put(values, "cameraZoom", request.cameraZoom());
        put(values, "callbackUrl", request.callbackUrl());
        return values;
    }

    private static void put(Map<String, Object> values, String option, Object value) {
        if (value != null && !(value instanceof String text && text.isBlank())) {
            values.put(option, value);
        }
    }
}
