package io.github.camelpika.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.camelpika.TextValue;
import io.github.camelpika.gateway.Json;

/**
 * Fields of a gateway's own, by the gateway's names: the options {@code input.*}, and {@code input} in a body.
 */
record OwnFields(Map<String, Object> all) {

    static final String PREFIX = "input.";
    private static final Pattern NO_TEXT = Pattern.compile("-?\\d.*|true|false|[\\[{\"].*", Pattern.DOTALL);

    /**
     * Null for none.
     */
    static OwnFields of(Map<String, Object> all) {
        return all.isEmpty() ? null : new OwnFields(all);
    }

    /**
     * Those of options, which are texts, so that what is meant for a number has to be told from one.
     */
    static OwnFields ofOptions(Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (options != null) {
            options.forEach((name, value) -> put(all, name, value));
        }
        return of(all);
    }

    static void put(Map<String, Object> fields, String name, Object value) {
        Object read = value instanceof CharSequence text ? ofText(text.toString().strip()) : value;
        if (read != null) {
            fields.put(name, read);
        }
    }

    private static Object ofText(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return NO_TEXT.matcher(text).matches() ? Json.MAPPER.convertValue(Json.read(text), Object.class) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /**
     * The fields of a value that came in a map or JSON.
     *
     * @throws IllegalArgumentException if it has none, or one that no JSON can hold
     */
    static OwnFields read(String option, Object value) {
        if (value instanceof OwnFields fields) {
            return fields;
        }
        Object plain = value instanceof JsonNode json ? Json.MAPPER.convertValue(json, Object.class) : value;
        if (!(plain instanceof Map<?, ?> map)) {
            throw TextValue.wrong(option, plain.getClass().getSimpleName(), "a map of the gateway's own fields");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((name, each) -> all.put(String.valueOf(name), each == null ? null : Values.plain(each)
                .orElseThrow(() -> TextValue.wrong(PREFIX + name, each.getClass().getSimpleName(),
                        "text, numbers, booleans, and lists and maps of them"))));
        return of(all);
    }

    /**
     * Both; of two with the same name the first counts. Each may be null.
     */
    static OwnFields together(OwnFields first, OwnFields others) {
        if (first == null || others == null) {
            return first == null ? others : first;
        }
        Map<String, Object> both = new LinkedHashMap<>(others.all);
        both.putAll(first.all);
        return new OwnFields(both);
    }

    /**
     * The same for the same fields in any order.
     */
    @Override
    public String toString() {
        try {
            return Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(Json.MAPPER.convertValue(all, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
