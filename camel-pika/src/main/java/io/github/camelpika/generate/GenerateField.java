package io.github.camelpika.generate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.GenerateRequest.Builder;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

/**
 * The parts of a request, each with its ways in: the option and the key in a body of its name, the header, and
 * the field of a {@link GenerateRequest}.
 */
public enum GenerateField {

    PROMPT("prompt", PikaConstants.PROMPT, String.class, PikaConfiguration::getPrompt, GenerateRequest::prompt,
           Builder::prompt),
    RATIO("ratio", PikaConstants.RATIO, String.class, PikaConfiguration::getRatio, GenerateRequest::ratio,
          Builder::ratio),
    STYLE("style", PikaConstants.STYLE, String.class, PikaConfiguration::getStyle, GenerateRequest::style,
          Builder::style),
    SFX("sfx", PikaConstants.SFX, Boolean.class, PikaConfiguration::getSfx, GenerateRequest::sfx, Builder::sfx),
    MODEL("model", PikaConstants.MODEL, String.class, PikaConfiguration::getModel, GenerateRequest::model,
          Builder::model),
    FRAME_RATE("frameRate", PikaConstants.FRAME_RATE, Integer.class, PikaConfiguration::getFrameRate,
               GenerateRequest::frameRate, Builder::frameRate),
    GUIDANCE_SCALE("guidanceScale", PikaConstants.GUIDANCE_SCALE, Integer.class, PikaConfiguration::getGuidanceScale,
                   GenerateRequest::guidanceScale, Builder::guidanceScale),
    MOTION("motion", PikaConstants.MOTION, Integer.class, PikaConfiguration::getMotion, GenerateRequest::motion,
           Builder::motion),
    NEGATIVE_PROMPT("negativePrompt", PikaConstants.NEGATIVE_PROMPT, String.class,
                    PikaConfiguration::getNegativePrompt, GenerateRequest::negativePrompt, Builder::negativePrompt),
    SEED("seed", PikaConstants.SEED, Long.class, PikaConfiguration::getSeed, GenerateRequest::seed, Builder::seed),
    IMAGE("image", PikaConstants.IMAGE, String.class, PikaConfiguration::getImage, GenerateRequest::image,
          Builder::image),
    VIDEO("video", PikaConstants.VIDEO, String.class, PikaConfiguration::getVideo, GenerateRequest::video,
          Builder::video),
    CAMERA_PAN("cameraPan", PikaConstants.CAMERA_PAN, String.class, PikaConfiguration::getCameraPan,
               GenerateRequest::cameraPan, Builder::cameraPan),
    CAMERA_TILT("cameraTilt", PikaConstants.CAMERA_TILT, String.class, PikaConfiguration::getCameraTilt,
                GenerateRequest::cameraTilt, Builder::cameraTilt),
    CAMERA_ROTATE("cameraRotate", PikaConstants.CAMERA_ROTATE, String.class, PikaConfiguration::getCameraRotate,
                  GenerateRequest::cameraRotate, Builder::cameraRotate),
    CAMERA_ZOOM("cameraZoom", PikaConstants.CAMERA_ZOOM, String.class, PikaConfiguration::getCameraZoom,
                GenerateRequest::cameraZoom, Builder::cameraZoom),
    CALLBACK_URL("callbackUrl", PikaConstants.CALLBACK_URL, String.class, PikaConfiguration::getCallbackUrl,
                 GenerateRequest::callbackUrl, Builder::callbackUrl),
    DURATION("duration", PikaConstants.DURATION, Integer.class, PikaConfiguration::getDuration, GenerateRequest::duration,
             Builder::duration),
    RESOLUTION("resolution", PikaConstants.RESOLUTION, String.class, PikaConfiguration::getResolution,
               GenerateRequest::resolution, Builder::resolution),
    IMAGES("images", PikaConstants.IMAGES, Pictures.class, options -> Pictures.in(options.getImages()),
           request -> Pictures.of(request.images()), (builder, pictures) -> builder.images(pictures == null ? null : pictures.all())),
    /** Has no header: each message brings its own in its body. */
    INPUT("input", null, OwnFields.class, options -> OwnFields.ofOptions(options.getInput()),
          request -> OwnFields.of(request.input()), (builder, fields) -> builder.input(fields == null ? null : fields.all()));

    private static final Map<String, GenerateField> BY_NAME
            = Arrays.stream(values()).collect(toMap(field -> field.option, identity()));

    final String option;
    final String header;
    final Class<?> type;
    private final Function<PikaConfiguration, Object> inOptions;
    private final Function<GenerateRequest, Object> inRequest;
    private final BiConsumer<Builder, Object> toRequest;

    <T> GenerateField(String option, String header, Class<T> type, Function<PikaConfiguration, T> inOptions,
                      Function<GenerateRequest, T> inRequest, BiConsumer<Builder, T> toRequest) {
        this.option = option;
        this.header = header;
        this.type = type;
        this.inOptions = inOptions::apply;
        this.inRequest = inRequest::apply;
        this.toRequest = (builder, value) -> toRequest.accept(builder, type.cast(value));
    }

    public static Optional<GenerateField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The names of all, for a message to a person.
     */
    static String names() {
        return Arrays.stream(values()).map(field -> field.option).collect(joining(", "));
    }

    /**
     * Whether a message overrides it by a header.
     */
    public boolean hasHeader() {
        return header != null;
    }

    /**
     * The request that the options alone make.
     */
    public static GenerateRequest requestOf(PikaConfiguration configuration) {
        Builder builder = GenerateRequest.builder();
        for (GenerateField field : values()) {
            field.set(builder, FieldValue.read(field, field.inOptions(configuration)));
        }
        return builder.build();
    }

    Object inOptions(PikaConfiguration configuration) {
        return inOptions.apply(configuration);
    }

    Object inRequest(GenerateRequest request) {
        return inRequest.apply(request);
    }

    /**
     * @param value of the field's type, or null
     */
    void set(Builder builder, Object value) {
        toRequest.accept(builder, value);
    }
}
