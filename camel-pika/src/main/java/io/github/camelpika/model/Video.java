package io.github.camelpika.model;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One video that a task made. Every part may be null, as gateways leave parts out.
 *
 * @param url          the file
 * @param sharingUrl   a copy meant for sharing (the plain dialect)
 * @param posterUrl    a still for players to show before the start
 * @param thumbnailUrl a small still (the plain dialect)
 * @param lastFrameUrl the last frame as an image (the envelope dialect)
 * @param duration     its length in seconds
 * @param seed         the seed it was made from; unsigned at the gateways and often over 2^31
 * @param fileSize     how many bytes the file at {@code url} has (fal)
 */
public record Video(String url, String sharingUrl, String posterUrl, String thumbnailUrl, String lastFrameUrl,
                    Double duration, Long seed, Long fileSize) {

    /**
     * One whose file may have any size.
     */
    public Video(String url, String sharingUrl, String posterUrl, String thumbnailUrl, String lastFrameUrl, Double duration, Long seed) {
        this(url, sharingUrl, posterUrl, thumbnailUrl, lastFrameUrl, duration, seed, null);
    }

    /**
     * The parts that are there, by name, in order.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "url", url);
        put(map, "sharingUrl", sharingUrl);
        put(map, "posterUrl", posterUrl);
        put(map, "thumbnailUrl", thumbnailUrl);
        put(map, "lastFrameUrl", lastFrameUrl);
        put(map, "duration", duration);
        put(map, "seed", seed);
        put(map, "fileSize", fileSize);
        return map;
    }

    static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
