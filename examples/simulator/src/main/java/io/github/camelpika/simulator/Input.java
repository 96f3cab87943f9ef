package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One field of what a model takes.
 *
 * @param allowed the values it may have; none for any of its kind
 * @param least   the fewest elements, or the smallest number
 * @param most    the most elements, or the greatest number
 */
record Input(String name, Kind kind, boolean required, List<Object> allowed, long least, long most) {

    enum Kind { TEXT, WHOLE, ADDRESS, ADDRESSES, OTHER }

    static Input of(String name, Kind kind, Object... allowed) {
        return new Input(name, kind, false, List.of(allowed), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Input between(String name, Kind kind, long least, long most) {
        return new Input(name, kind, false, List.of(), least, most);
    }

    Input needed() {
        return new Input(name, kind, true, allowed, least, most);
    }

    /** What is wrong with the field, if anything is. */
    Optional<String> objection(JsonNode request) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return required ? Optional.of(name + " is required") : Optional.empty();
        }
        if (!fits(value)) {
            return Optional.of(name + " must be " + wanted());
        }
        boolean known = allowed.isEmpty() || allowed.stream().anyMatch(one -> one.toString().equals(value.asText()));
        return known ? Optional.empty() : Optional.of(name + " must be one of " + allowed);
    }

    ObjectNode schema() {
        ObjectNode schema = Json.object().put("type", switch (kind) {
            case WHOLE -> "integer";
            case ADDRESSES -> "array";
            case OTHER -> "object";
            default -> "string";
        });
        if (kind == Kind.ADDRESS) {
            schema.put("format", "uri");
        }
        if (!allowed.isEmpty()) {
            var values = schema.putArray("enum");
            allowed.forEach(values::addPOJO);
        }
        if (least != Long.MIN_VALUE) {
            schema.put(kind == Kind.WHOLE ? "minimum" : "minItems", least);
            schema.put(kind == Kind.WHOLE ? "maximum" : "maxItems", most);
        }
        return schema;
    }

    private boolean fits(JsonNode value) {
        return switch (kind) {
            case TEXT -> value.isTextual() && !(required && value.textValue().isBlank());
            case WHOLE -> value.isIntegralNumber() && value.longValue() >= least && value.longValue() <= most;
            case ADDRESS -> value.isTextual();
            case ADDRESSES -> isListOfTexts(value) && value.size() >= least && value.size() <= most;
            case OTHER -> true;
        };
    }

    private static boolean isListOfTexts(JsonNode value) {
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return value.isArray();
    }

    private String wanted() {
        String range = least == Long.MIN_VALUE ? "" : ", " + least + " to " + most;
        return switch (kind) {
            case TEXT -> "a text";
            case WHOLE -> "a whole number" + range;
            case ADDRESS -> "an address";
            case ADDRESSES -> "a list of addresses" + range;
            case OTHER -> "something else";
        };
    }
}
