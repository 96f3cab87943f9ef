package io.github.camelpika.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads JSON that a gateway wrote, and forgives what gateways do: numbers as strings, strings as numbers, null
 * anywhere. A value that can't be read so is null, never an exception.
 */
public final class Json {

    /**
     * Gateways answer with a few kilobytes, three or four levels deep. The longest text is a picture in Base64, in a
     * request of our own user.
     */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxNumberLength(64)
            .maxNameLength(1_000)
            .maxStringLength(20_000_000)
            .maxTokenCount(100_000)
            .build();

    /** Nothing but JSON, to the end of the text: an answer cut short is an error, and so is one with a tail. */
    public static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {
    }

    /**
     * The tree of a JSON text.
     *
     * @throws JsonProcessingException if it is none, or only a part of one
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text);
        if (node == null || node.isMissingNode()) {
            throw new NoJson("no content");
        }
        return node;
    }

    /**
     * The JSON text of anything that Jackson can write.
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The first of the fields that holds text or a number, as text; null if none does. Blank counts as none.
     */
    static String text(JsonNode node, String... fields) {
        for (String field : fields) {
            JsonNode value = node.path(field);
            if (value.isTextual() && !value.textValue().isBlank() || value.isNumber()) {
                return value.asText();
            }
        }
        return null;
    }

    /**
     * The object without what says nothing: nulls, blank text, empty lists and objects.
     */
    static ObjectNode filled(JsonNode node) {
        ObjectNode filled = MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue().isObject() ? filled(field.getValue()) : field.getValue();
            boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty()
                            || value.isTextual() && value.textValue().isBlank();
            if (!empty) {
                filled.set(field.getKey(), value);
            }
        }
        return filled;
    }

    /**
     * A field that holds a whole number, also as a string; null if it doesn't fit a long.
     */
    static Long whole(JsonNode node, String field) {
        Double number = null;
        JsonNode value = node.path(field);
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.longValue() : null;
        }
        String text = text(node, field);
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            number = decimal(node, field);
        }
        return number == null || Math.abs(number) > 1L << 53 ? null : number.longValue();
    }

    /**
     * A field that holds a number, also as a string.
     */
    static Double decimal(JsonNode node, String field) {
        String text = text(node, field);
        try {
            double number = text == null ? Double.NaN : Double.parseDouble(text.strip());
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * A field that holds a share of 100: {@code 30}, {@code "30"} or {@code "30%"}. Kept within 0 and 100.
     */
    static Integer percent(JsonNode node, String field) {
        String text = text(node, field);
        try {
            String number = text == null ? "NaN" : text.strip();
            double value = Double.parseDouble(number.endsWith("%") ? number.substring(0, number.length() - 1) : number);
            return Double.isNaN(value) ? null : (int) Math.round(Math.max(0, Math.min(100, value)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * A field that holds Unix seconds, also as a string.
     */
    static Instant unixSeconds(JsonNode node, String field) {
        Long seconds = whole(node, field);
        try {
            return seconds == null || seconds <= 0 ? null : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static final class NoJson extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoJson(String message) {
            super(message);
        }
    }
}
