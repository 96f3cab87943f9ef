package io.github.camelpika.track;

import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.model.Texts;

/**
 * What a log line says of a job, so that a person finds it again in the route, in the queue and in the gateway's console.
 *
 * @param routeId where it is submitted, or null
 * @param queue   or null
 * @param key     the idempotent key, or null
 * @param prompt  or null; only its first words are told
 */
public record JobLabel(String routeId, String queue, String key, String prompt) {

    private static final int LONGEST_KEY = 200;
    private static final int FIRST_WORDS = 80;

    /**
     * What the tracker knows of it.
     */
    public static JobLabel of(TrackedTask task) {
        return new JobLabel(null, task.queue(), task.claim().key(), task.task().prompt());
    }

    /**
     * A key as it may be shown; null stays null.
     */
    public static String key(String key) {
        return Texts.brief(key, LONGEST_KEY);
    }

    /**
     * The first words of a prompt as they may be shown; null stays null.
     */
    public static String firstWords(String prompt) {
        return Texts.brief(prompt, FIRST_WORDS);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (routeId != null) {
            parts.add("route " + routeId);
        }
        if (queue != null) {
            parts.add("queue " + queue);
        }
        if (key != null) {
            parts.add("key '" + key(key) + "'");
        }
        if (prompt != null) {
            parts.add("prompt '" + firstWords(prompt) + "'");
        }
        return String.join(", ", parts);
    }
}
