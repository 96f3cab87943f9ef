package io.github.camelpika.generate;

import java.util.Map;
import java.util.TreeMap;

import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.track.Sha256;

/**
 * Tells whether two requests ask for the same video, in a form that databases keep over versions of this component: the
 * parts that are set, by name, in the order of the names. Where changes are posted to is no part of the video.
 */
public final class Fingerprint {

    private Fingerprint() {
    }

    public static String of(GenerateRequest request) {
        Map<String, String> parts = new TreeMap<>();
        for (GenerateField field : GenerateField.values()) {
            Object value = field.inRequest(request);
            if (value != null && field != GenerateField.CALLBACK_URL) {
                parts.put(field.option, value.toString());
            }
        }
        return Sha256.of(Json.write(parts));
    }
}
