package io.github.camelpika.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to make, in no gateway's words. All parts but the prompt may be null: the gateway's own default applies then.
 * <p>
 * It checks nothing by itself; {@link RequestCheck} does, so that everything that is wrong is told at once.
 *
 * @param prompt         what the video shows
 * @param ratio          width:height, as in {@code 16:9} or {@code 16x9}
 * @param style          an effect such as {@code Inflate}
 * @param sfx            whether to add sound effects (the envelope dialect)
 * @param model          the model's number, such as {@code 1.5} or {@code 2.0}, or the gateway's name for it
 * @param frameRate      frames a second, 8 to 24
 * @param guidanceScale  how closely to follow the prompt, 5 to 25
 * @param motion         how much moves, 0 to 4
 * @param negativePrompt what the video must not show
 * @param seed           the same seed and request give a similar video; not negative
 * @param image          a picture to start from: a URL; with the plain dialect also Base64
 * @param video          a video to start from: a URL; never together with an image
 * @param cameraPan      {@code left} or {@code right}
 * @param cameraTilt     {@code up} or {@code down}
 * @param cameraRotate   {@code cw} or {@code ccw}
 * @param cameraZoom     {@code in} or {@code out}
 * @param callbackUrl    where the gateway posts changes (the envelope dialect, fal)
 * @param duration       how long the video is to be, in seconds
 * @param resolution     {@code 720p} or {@code 1080p}
 * @param images         several pictures to start from, each a URL; empty for none
 * @param input          further fields of the gateway's own, by the gateway's names; empty for none
 */
public record GenerateRequest(String prompt, String ratio, String style, Boolean sfx, String model, Integer frameRate,
                              Integer guidanceScale, Integer motion, String negativePrompt, Long seed, String image,
                              String video, String cameraPan, String cameraTilt, String cameraRotate,
                              String cameraZoom, String callbackUrl, Integer duration, String resolution,
                              List<String> images, Map<String, Object> input) {

    public GenerateRequest {
        images = images == null ? List.of() : List.copyOf(images);
        // in the order that they were given in, and a null is a value that a gateway may tell from none
        input = input == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(input));
    }

    /**
     * A request with nothing but a prompt.
     */
    public static GenerateRequest of(String prompt) {
        return builder().prompt(prompt).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The ratio to ask for; {@link Ratio#DEFAULT} where none was given.
     *
     * @throws IllegalArgumentException if the ratio is none, which {@link RequestCheck} tells better
     */
    public Ratio ratioOrDefault() {
        return ratio == null
                ? Ratio.DEFAULT
                : Ratio.parse(ratio).orElseThrow(() -> new IllegalArgumentException(Ratio.problemWith(ratio)));
    }

    /**
     * The same request with a callback URL.
     */
    public GenerateRequest withCallbackUrl(String url) {
        return new GenerateRequest(prompt, ratio, style, sfx, model, frameRate, guidanceScale, motion, negativePrompt,
                seed, image, video, cameraPan, cameraTilt, cameraRotate, cameraZoom, url, duration, resolution, images, input);
    }

    /**
     * The same request with another picture to start from.
     */
    public GenerateRequest withImage(String newImage) {
        return new GenerateRequest(prompt, ratio, style, sfx, model, frameRate, guidanceScale, motion, negativePrompt,
                seed, newImage, video, cameraPan, cameraTilt, cameraRotate, cameraZoom, callbackUrl, duration, resolution, images, input);
    }

    /**
     * Builds a request part by part. Null leaves a part out.
     */
    public static final class Builder {

        private String prompt;
        private String ratio;
        private String style;
        private Boolean sfx;
        private String model;
        private Integer frameRate;
        private Integer guidanceScale;
        private Integer motion;
        private String negativePrompt;
        private Long seed;
        private String image;
        private String video;
        private String cameraPan;
        private String cameraTilt;
        private String cameraRotate;
        private String cameraZoom;
        private String callbackUrl;
        private Integer duration;
        private String resolution;
        private List<String> images;
        private Map<String, Object> input;

        private Builder() {
        }

        public Builder prompt(String value) {
            prompt = value;
            return this;
        }

        public Builder ratio(String value) {
            ratio = value;
            return this;
        }

        public Builder style(String value) {
            style = value;
            return this;
        }

        public Builder sfx(Boolean value) {
            sfx = value;
            return this;
        }

        public Builder model(String value) {
            model = value;
            return this;
        }

        public Builder frameRate(Integer value) {
            frameRate = value;
            return this;
        }

        public Builder guidanceScale(Integer value) {
            guidanceScale = value;
            return this;
        }

        public Builder motion(Integer value) {
            motion = value;
            return this;
        }

        public Builder negativePrompt(String value) {
            negativePrompt = value;
            return this;
        }

        public Builder seed(Long value) {
            seed = value;
            return this;
        }

        public Builder image(String value) {
            image = value;
            return this;
        }

        public Builder video(String value) {
            video = value;
            return this;
        }

        public Builder cameraPan(String value) {
            cameraPan = value;
            return this;
        }

        public Builder cameraTilt(String value) {
            cameraTilt = value;
            return this;
        }

        public Builder cameraRotate(String value) {
            cameraRotate = value;
            return this;
        }

        public Builder cameraZoom(String value) {
            cameraZoom = value;
            return this;
        }

        public Builder callbackUrl(String value) {
            callbackUrl = value;
            return this;
        }

        public Builder duration(Integer value) {
            duration = value;
            return this;
        }

        public Builder resolution(String value) {
            resolution = value;
            return this;
        }

        public Builder images(List<String> value) {
            images = value;
            return this;
        }

        public Builder input(Map<String, Object> value) {
            input = value;
            return this;
        }

        public GenerateRequest build() {
            return new GenerateRequest(prompt, ratio, style, sfx, model, frameRate, guidanceScale, motion,
                    negativePrompt, seed, image, video, cameraPan, cameraTilt, cameraRotate, cameraZoom, callbackUrl,
                    duration, resolution, images, input);
        }
    }
}
