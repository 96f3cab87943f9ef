package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GenerateRequest;

/**
 * Pika's models at fal and what they take, as fal documented them in the autumn of 2026. A model that is not here is sent as
 * it is.
 */
final class FalModels {

    private static final Input PROMPT = Input.of("prompt", "prompt");
    private static final Input IMAGE = Input.of("image", "image_url");
    private static final Input IMAGES = Input.of("images", "image_urls");
    private static final Input RATIO
            = Input.of("ratio", "aspect_ratio", "16:9", "9:16", "1:1", "4:5", "5:4", "3:2", "2:3");
    private static final Input RESOLUTION = Input.of("resolution", "resolution", "720p", "1080p");
    private static final Input SHORT = Input.of("duration", "duration", 5);
    private static final Input SHORT_OR_LONG = Input.of("duration", "duration", 5, 10);
    private static final Input SEED = Input.of("seed", "seed");
    private static final Input NEGATIVE_PROMPT = Input.of("negativePrompt", "negative_prompt");

    private static final String PIKA = "fal-ai/pika/";
    private static final String FRAMES = PIKA + "v2.2/pikaframes";
    private static final String SCENES = PIKA + "v2.2/pikascenes";

    /** No more among those that fal documents since the summer of 2026. */
    private static final Map<String, List<String>> GONE = Map.of("pikaffects", List.of(PIKA + "v1.5/pikaffects"),
            "pikadditions", List.of(PIKA + "v2/pikadditions"), "pikaswaps", List.of(PIKA + "v2/pikaswaps"));

    private static final int MOST_TRANSITION_SECONDS = 25;

    static final Models ALL = models();

    private FalModels() {
    }

    static boolean isGone(String name) {
        return GONE.containsKey(name);
    }

    /**
     * What is wrong with the transitions of pikaframes, if there are any and something is.
     */
    static Optional<String> transitions(Model model, GenerateRequest request) {
        JsonNode transitions = Json.MAPPER.valueToTree(request.input().get("transitions"));
        if (!model.id().equals(FRAMES) || !transitions.isArray()) {
            return Optional.empty();
        }
        int wanted = request.images().size() - 1;
        if (transitions.size() != wanted) {
            return Optional.of("input.transitions: " + transitions.size() + " are given, but it takes one fewer than images, which is "
                               + wanted);
        }
        long seconds = 0;
        for (JsonNode transition : transitions) {
            seconds += transition.path("duration").asLong();
        }
        return seconds <= MOST_TRANSITION_SECONDS ? Optional.empty()
                : Optional.of("input.transitions: they take " + seconds + " s, but it takes at most " + MOST_TRANSITION_SECONDS + " in all");
    }

    private static Models models() {
        List<Model> all = new ArrayList<>();
        all.addAll(ofVersion("v2.2", SHORT_OR_LONG));
        all.addAll(ofVersion("v2.1", SHORT));
        all.addAll(ofVersion("v2/turbo", SHORT));
        all.add(Model.of(SCENES, IMAGES.need(), PROMPT.need(), RATIO, RESOLUTION, SHORT_OR_LONG, NEGATIVE_PROMPT, SEED));
        all.add(Model.of(FRAMES, Input.between("images", "image_urls", 2, 5).need(), PROMPT, NEGATIVE_PROMPT, RESOLUTION, SEED));
        List<Input> usual = List.of(PROMPT, IMAGE, IMAGES, Input.of("video", "video_url"), Input.of("style", "pikaffect"),
                Input.of("ratio", "aspect_ratio"), Input.of("resolution", "resolution"), Input.of("duration", "duration"), SEED,
                NEGATIVE_PROMPT);
        Map<String, List<String>> names = new HashMap<>(GONE);
        names.put("2.2", List.of(textToVideo("v2.2"), imageToVideo("v2.2"), FRAMES));
        names.put("2.1", List.of(textToVideo("v2.1"), imageToVideo("v2.1")));
        names.put("turbo", List.of(textToVideo("v2/turbo"), imageToVideo("v2/turbo")));
        names.put("pikascenes", List.of(SCENES));
        names.put("pikaframes", List.of(FRAMES));
        return new Models("fal", List.copyOf(all), usual, Map.copyOf(names), "2.2");
    }

    private static List<Model> ofVersion(String version, Input duration) {
        return List.of(
                Model.of(textToVideo(version), PROMPT.need(), NEGATIVE_PROMPT, RATIO, RESOLUTION, duration, SEED),
                Model.of(imageToVideo(version), IMAGE.need(), PROMPT.need(), NEGATIVE_PROMPT, RESOLUTION, duration, SEED));
    }

    private static String textToVideo(String version) {
        return PIKA + version + "/text-to-video";
    }

    private static String imageToVideo(String version) {
        return PIKA + version + "/image-to-video";
    }
}
