package io.github.camelpika.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.TextValue;
import io.github.camelpika.gateway.Json;

/**
 * Several pictures, as the option {@code images}, its header and its field in a body have them.
 *
 * @param all each an address, or the picture itself as a data URI
 */
record Pictures(List<String> all) {

    /** An address may have commas in it, and a data URI has one. */
    private static final Pattern BETWEEN = Pattern.compile("\\s*,\\s*(?=(?i:https?://|data:))");

    /**
     * Null for none.
     */
    static Pictures of(List<String> all) {
        return all.isEmpty() ? null : new Pictures(all);
    }

    /**
     * Those of a text with commas between; null for no text.
     */
    static Pictures in(String text) {
        return text == null || text.isBlank() ? null : new Pictures(Arrays.asList(BETWEEN.split(text.strip())));
    }

    /**
     * Those of a value that came in a header, a map or JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Pictures read(String option, Object value) {
        if (value instanceof Pictures pictures) {
            return pictures;
        }
        Object plain = value instanceof JsonNode json ? Json.MAPPER.convertValue(json, Object.class) : value;
        if (plain instanceof CharSequence text) {
            return in(text.toString());
        }
        List<String> all = new ArrayList<>();
        for (Object each : plain instanceof Object[] array ? List.of(array) : asList(option, plain)) {
            if (!(each instanceof CharSequence)) {
                throw wrong(option, each);
            }
            all.add(each.toString().strip());
        }
        return of(all);
    }

    private static Collection<?> asList(String option, Object value) {
        if (value instanceof Collection<?> list) {
            return list;
        }
        throw wrong(option, value);
    }

    private static IllegalArgumentException wrong(String option, Object value) {
        return TextValue.wrong(option, value == null ? "null" : value.getClass().getSimpleName(),
                "a list of addresses, or text with commas between");
    }

    @Override
    public String toString() {
        return Json.write(all);
    }
}
