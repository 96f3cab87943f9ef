package io.github.camelpika.gateway;

import java.util.List;
import java.util.Map;

/**
 * The models of Pika's own API and what they take, as public clients of it had them in the autumn of 2026. Its catalogue
 * changes: a model that is not here is sent as it is.
 */
final class PikaModels {

    private static final Input PROMPT = Input.of("prompt", "prompt");
    private static final Input IMAGE = Input.of("image", "image");
    private static final Input IMAGES = Input.between("images", "images", 2, 5);
    private static final Input VIDEO = Input.of("video", "video");
    private static final Input STYLE = Input.of("style", "pikaffect");
    private static final Input RESOLUTION = Input.of("resolution", "resolution", "720p", "1080p");
    private static final Input SEED = Input.of("seed", "seed");
    private static final Input NEGATIVE_PROMPT = Input.of("negativePrompt", "negative_prompt");
    private static final Input SECONDS = Input.of("duration", "duration_s");
    /** A guess: that there is a ratio is known, and the name of its field is not. */
    private static final Input RATIO = Input.of("ratio", "ratio");

    private static final String TEXT_TO_VIDEO = "pika/pika-2.5/text-to-video";
    private static final String IMAGE_TO_VIDEO = "pika/pika-2.5/image-to-video";
    private static final String FRAMES = "pika/pikaframes/image-to-video";
    private static final String EFFECT_ON_IMAGE = "pika/pikaffects/image-to-video";
    private static final String EFFECT_ON_VIDEO = "pika/pikaffects/video-to-video";
    private static final String ADDITIONS = "pika/pikadditions/video-to-video";
    private static final String SWAPS = "pika/pikaswaps/video-to-video";

    static final Models ALL = new Models("Pika's own API", List.of(
            Model.of(TEXT_TO_VIDEO, PROMPT.need(), RESOLUTION, Input.of("duration", "duration_s", 5), SEED, NEGATIVE_PROMPT, RATIO),
            Model.of(IMAGE_TO_VIDEO, IMAGE.need(), PROMPT, RESOLUTION, Input.of("duration", "duration_s", 5, 10), SEED,
                    NEGATIVE_PROMPT),
            Model.of(FRAMES, IMAGES.need(), PROMPT, Input.between("duration", "transition_duration_s", 1, 10), RESOLUTION, SEED,
                    NEGATIVE_PROMPT),
            Model.of(EFFECT_ON_IMAGE, IMAGE.need(), STYLE.need(), SEED),
            Model.of(EFFECT_ON_VIDEO, VIDEO.need(), STYLE.need(), SEED),
            Model.of(ADDITIONS, VIDEO.need(), PROMPT, IMAGE, SECONDS, RESOLUTION, SEED, NEGATIVE_PROMPT),
            Model.of(SWAPS, VIDEO.need(), PROMPT, IMAGE, SECONDS, RESOLUTION, SEED, NEGATIVE_PROMPT)),
            List.of(PROMPT, IMAGE, Input.of("images", "images"), VIDEO, STYLE, Input.of("resolution", "resolution"), SECONDS, SEED,
                    NEGATIVE_PROMPT, RATIO),
            Map.of("2.5", List.of(TEXT_TO_VIDEO, IMAGE_TO_VIDEO, FRAMES, EFFECT_ON_IMAGE, EFFECT_ON_VIDEO),
                    "pikaframes", List.of(FRAMES), "pikaffects", List.of(EFFECT_ON_IMAGE, EFFECT_ON_VIDEO),
                    "pikadditions", List.of(ADDITIONS), "pikaswaps", List.of(SWAPS)),
            "2.5");

    private PikaModels() {
    }
}
