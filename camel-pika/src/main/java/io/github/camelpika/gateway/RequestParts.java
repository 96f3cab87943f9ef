package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.GenerateRequest;

/**
 * The parts of a create call that both dialects write alike.
 */
final class RequestParts {

    private RequestParts() {
    }

    static ObjectNode camera(GenerateRequest request) {
        ObjectNode camera = JsonNodeFactory.instance.objectNode();
        put(camera, "pan", request.cameraPan());
        put(camera, "tilt", request.cameraTilt());
        put(camera, "rotate", request.cameraRotate());
        put(camera, "zoom", request.cameraZoom());
        return camera;
    }

    static ObjectNode parameters(GenerateRequest request) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        put(parameters, "guidanceScale", request.guidanceScale());
        put(parameters, "motion", request.motion());
        put(parameters, "negativePrompt", request.negativePrompt());
        put(parameters, "seed", request.seed());
        return parameters;
    }

    /**
     * What is wrong with a job for a gateway that makes a video from one picture, or from one video.
     */
    static List<String> problems(GenerateRequest request) {
        return request.image() != null && request.video() != null
                ? List.of("image and video are both set: this gateway takes one of them")
                : List.of();
    }

    /**
     * What only the gateways with models of several kinds have a place for.
     */
    static List<String> leftOut(GenerateRequest request) {
        List<String> names = new ArrayList<>();
        if (request.duration() != null) {
            names.add("duration");
        }
        if (request.resolution() != null) {
            names.add("resolution");
        }
        if (!request.images().isEmpty()) {
            names.add("images");
        }
        request.input().keySet().forEach(name -> names.add("input." + name));
        return names;
    }

    /**
     * Writes a field unless its value is null.
     */
    static void put(ObjectNode node, String field, Object value) {
        if (value != null) {
            node.set(field, Json.MAPPER.valueToTree(value));
        }
    }

    static void putUnlessEmpty(ObjectNode node, String field, ObjectNode value) {
        if (!value.isEmpty()) {
            node.set(field, value);
        }
    }
}
