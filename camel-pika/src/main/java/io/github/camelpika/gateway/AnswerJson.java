package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Finds the JSON in an answer, as gateways really write it: behind the warnings of their PHP, a mark of the byte order or
 * a comment, before another comment or a NUL, with NaN for a price, a tab within a text. Strict only in what must have
 * an end: depth and size.
 */
final class AnswerJson {

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxTokenCount(500_000)
            .build();

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_MISSING_VALUES, JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .build();

    /** Warnings have braces in them, too, but hardly with a name behind. */
    private static final Pattern START = Pattern.compile("\\{\\s*+[\"}]");
    /** A page has JSON in its scripts, which is nobody's answer. */
    private static final Pattern PAGE
            = Pattern.compile("<(?:!doctype|html|head|body|script|style|title|meta)\\b", Pattern.CASE_INSENSITIVE);
    private static final int MOST_OBJECTS = 20;

    private AnswerJson() {
    }

    /**
     * Whether the text is a page for people, or has one in it.
     */
    static boolean isPage(CharSequence text) {
        return PAGE.matcher(text).find();
    }

    /**
     * The object in the text, or nothing if there is none, or only a part of one. Of several, one has all fields: where a
     * gateway's log comes along with its answer, nobody knows which is which.
     */
    static JsonNode in(String text) {
        return in(text, null);
    }

    /**
     * The same; but of several that tell of tasks, one that names this task is the answer.
     */
    static JsonNode in(String text, String taskId) {
        ObjectNode all = null;
        Matcher start = START.matcher(text);
        int from = 0;
        for (int i = 0; i < MOST_OBJECTS && start.find(from); i++) {
            if (all == null && isPage(text.substring(0, start.start()))) {
                return MissingNode.getInstance();
            }
            try (JsonParser parser = MAPPER.createParser(new StringReader(text.substring(start.start())))) {
                ObjectNode next = MAPPER.readTree(parser);
                from = start.start() + (int) parser.currentLocation().getCharOffset();
                if (taskId != null && TaskHolder.isNamed(next, taskId)) {
                    return next;
                }
                all = all == null ? next : together(all, next);
            } catch (IOException e) {
                break;
            }
        }
        return all == null ? quoted(text) : all;
    }

    private static ObjectNode together(ObjectNode one, ObjectNode other) {
        other.properties().forEach(field -> {
            JsonNode there = one.path(field.getKey());
            if (there instanceof ObjectNode whole && field.getValue() instanceof ObjectNode more) {
                together(whole, more);
            } else if (there.isMissingNode() || there.isNull() || there.isContainerNode() && there.isEmpty()) {
                one.set(field.getKey(), field.getValue());
            }
        });
        return one;
    }

    /** Some write JSON that they have already as a text into JSON. */
    private static JsonNode quoted(String text) {
        String plain = text.strip();
        if (!plain.startsWith("\"")) {
            return MissingNode.getInstance();
        }
        try {
            return in(MAPPER.readTree(plain).textValue());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
