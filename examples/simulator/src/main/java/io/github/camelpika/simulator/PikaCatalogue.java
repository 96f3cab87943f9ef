package io.github.camelpika.simulator;

import static io.github.camelpika.simulator.Input.Kind.ADDRESS;
import static io.github.camelpika.simulator.Input.Kind.ADDRESSES;
import static io.github.camelpika.simulator.Input.Kind.TEXT;
import static io.github.camelpika.simulator.Input.Kind.WHOLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Pika's APIs take. An api_id that is not here is taken with whatever it brings: the real catalogue grows. */
final class PikaCatalogue {

    private static final Input PROMPT = Input.of("prompt", TEXT);
    private static final Input RESOLUTION = Input.of("resolution", TEXT, "720p", "1080p");
    private static final Input SEED = Input.of("seed", WHOLE);
    private static final Input NEGATIVE = Input.of("negative_prompt", TEXT);
    private static final Input IMAGE = Input.of("image", ADDRESS);
    private static final Input VIDEO = Input.of("video", ADDRESS);
    private static final Input PIKAFFECT = Input.of("pikaffect", TEXT);
    private static final Input DURATION = Input.of("duration_s", WHOLE);

    private static final Map<String, List<Input>> APIS = Map.of(
            "pika/pika-2.5/text-to-video",
            List.of(PROMPT.needed(), RESOLUTION, Input.of("duration_s", WHOLE, 5), SEED, NEGATIVE,
                    Input.of("ratio", TEXT)),
            "pika/pika-2.5/image-to-video",
            List.of(IMAGE.needed(), PROMPT, RESOLUTION, Input.of("duration_s", WHOLE, 5, 10), SEED, NEGATIVE),
            "pika/pikaframes/image-to-video",
            List.of(Input.between("images", ADDRESSES, 2, 5).needed(), PROMPT,
                    Input.between("transition_duration_s", WHOLE, 1, 10), RESOLUTION, SEED, NEGATIVE),
            "pika/pikaffects/image-to-video",
            List.of(IMAGE.needed(), PIKAFFECT.needed(), SEED, Input.of("prompt_override", TEXT)),
            "pika/pikaffects/video-to-video",
            List.of(VIDEO.needed(), PIKAFFECT.needed(), SEED),
            "pika/pikadditions/video-to-video",
            List.of(VIDEO.needed(), PROMPT, IMAGE, DURATION, RESOLUTION, SEED, NEGATIVE),
            "pika/pikaswaps/video-to-video",
            List.of(VIDEO.needed(), PROMPT, IMAGE, Input.of("modify_region_roi", TEXT),
                    Input.of("modify_region_mask", TEXT), DURATION, RESOLUTION, SEED, NEGATIVE));

    private PikaCatalogue() {}

    static boolean knows(String api) {
        return APIS.containsKey(api);
    }

    static Optional<String> objection(String api, JsonNode request) {
        return inputs(api).flatMap(input -> input.objection(request).stream()).findFirst();
    }

    /** The files that a request names. */
    static List<String> files(String api, JsonNode request) {
        return inputs(api)
                .filter(input -> input.kind() == ADDRESS || input.kind() == ADDRESSES)
                .map(input -> request.path(input.name()))
                .flatMap(value -> value.isTextual() ? Stream.of(value.textValue()) : texts(value))
                .toList();
    }

    static ObjectNode entry(String api) {
        ObjectNode entry = Json.object().put("api_id", api);
        entry.putObject("call").put("method", "POST").put("path", "/v1/media/" + api);
        ObjectNode schema = entry.putObject("input_schema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        inputs(api).forEach(input -> properties.set(input.name(), input.schema()));
        var required = schema.putArray("required");
        inputs(api).filter(Input::required).map(Input::name).forEach(required::add);
        entry.putObject("prices").setAll(PikaPrices.perSecond());
        return entry;
    }

    private static Stream<Input> inputs(String api) {
        return APIS.getOrDefault(api, List.of()).stream();
    }

    private static Stream<String> texts(JsonNode values) {
        Stream.Builder<String> texts = Stream.builder();
        values.forEach(value -> texts.add(value.asText()));
        return texts.build();
    }
}
