package io.github.camelpika.simulator;

import static io.github.camelpika.simulator.Input.Kind.ADDRESS;
import static io.github.camelpika.simulator.Input.Kind.ADDRESSES;
import static io.github.camelpika.simulator.Input.Kind.OTHER;
import static io.github.camelpika.simulator.Input.Kind.TEXT;
import static io.github.camelpika.simulator.Input.Kind.WHOLE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What Pika's models at fal take. Any other id is run with whatever it brings. */
final class FalModels {

    private static final int LONGEST_TRANSITIONS_SECONDS = 25;
    private static final int DEFAULT_SECONDS = 5;
    private static final String FRAMES = "/pikaframes";

    private static final Input PROMPT = Input.of("prompt", TEXT);
    private static final Input NEGATIVE = Input.of("negative_prompt", TEXT);
    private static final Input RATIO =
            Input.of("aspect_ratio", TEXT, "16:9", "9:16", "1:1", "4:5", "5:4", "3:2", "2:3");
    private static final Input RESOLUTION = Input.of("resolution", TEXT, "720p", "1080p");
    private static final Input DURATION = Input.of("duration", WHOLE, 5, 10);
    private static final Input FIVE_SECONDS = Input.of("duration", WHOLE, 5);
    private static final Input SEED = Input.of("seed", WHOLE);
    private static final Input IMAGE = Input.of("image_url", ADDRESS).needed();

    private static final Map<String, List<Input>> MODELS = new HashMap<>();

    static {
        textAndImage("v2.2", DURATION);
        textAndImage("v2.1", FIVE_SECONDS);
        textAndImage("v2/turbo", FIVE_SECONDS);
        MODELS.put("fal-ai/pika/v2.2/pikascenes", List.of(
                Input.between("image_urls", ADDRESSES, 1, Long.MAX_VALUE).needed(), PROMPT.needed(),
                Input.of("ingredients_mode", TEXT, "precise", "creative"), RATIO, RESOLUTION, DURATION, NEGATIVE,
                SEED));
        MODELS.put("fal-ai/pika/v2.2" + FRAMES, List.of(
                Input.between("image_urls", ADDRESSES, 2, 5).needed(), Input.of("transitions", OTHER), PROMPT,
                NEGATIVE, RESOLUTION, SEED));
    }

    private FalModels() {}

    /** What the model makes of the input: fal's queue itself takes anything. */
    static Optional<String> objection(String model, JsonNode request) {
        return MODELS.getOrDefault(model, List.of()).stream()
                .flatMap(input -> input.objection(request).stream())
                .findFirst()
                .or(() -> model.endsWith(FRAMES) ? transitions(request) : Optional.empty());
    }

    /** What a video is billed by here: its seconds. fal's own unit is not known. */
    static long billableUnits(JsonNode request) {
        long ofTransitions = transitionSeconds(request.path("transitions"));
        return ofTransitions > 0 ? ofTransitions : request.path("duration").asLong(DEFAULT_SECONDS);
    }

    private static void textAndImage(String version, Input duration) {
        String family = "fal-ai/pika/" + version;
        MODELS.put(family + "/text-to-video",
                List.of(PROMPT.needed(), NEGATIVE, RATIO, RESOLUTION, duration, SEED));
        MODELS.put(family + "/image-to-video",
                List.of(IMAGE, PROMPT.needed(), NEGATIVE, RESOLUTION, duration, SEED));
    }

    private static Optional<String> transitions(JsonNode request) {
        JsonNode transitions = request.path("transitions");
        if (transitions.isMissingNode()) {
            return Optional.empty();
        }
        if (transitions.size() != request.path("image_urls").size() - 1) {
            return Optional.of("transitions must be one fewer than image_urls");
        }
        return transitionSeconds(transitions) > LONGEST_TRANSITIONS_SECONDS
                ? Optional.of("transitions must not take more than " + LONGEST_TRANSITIONS_SECONDS + " seconds")
                : Optional.empty();
    }

    private static long transitionSeconds(JsonNode transitions) {
        return StreamSupport.stream(transitions.spliterator(), false)
                .mapToLong(transition -> transition.path("duration").asLong(DEFAULT_SECONDS))
                .sum();
    }
}
