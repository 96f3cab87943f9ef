package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A fault asked for over HTTP: so many times, or at a rate.
 *
 * @param rate null for a fault by count
 */
record FaultCommand(Operation operation, Fault fault, int times, Double rate) {

    private static final String EXAMPLE =
            "{\"operation\":\"generate\",\"fault\":\"LOST_RESPONSE\",\"times\":1}, or \"rate\":0.1 instead of times";

    static FaultCommand parse(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("Send a JSON object such as " + EXAMPLE);
        }
        Operation operation = constant("operation", json, Operation.values());
        Fault fault = constant("fault", json, Fault.of(operation).toArray(Fault[]::new));
        if (json.has("times") && json.has("rate")) {
            throw new IllegalArgumentException("Give times or rate, not both: " + EXAMPLE);
        }
        if (json.has("rate")) {
            return new FaultCommand(operation, fault, 0, number("rate", json).doubleValue());
        }
        return new FaultCommand(operation, fault, json.has("times") ? number("times", json).intValue() : 1, null);
    }

    void applyTo(Faults faults) {
        if (rate != null) {
            faults.rate(operation, fault, rate);
        } else {
            faults.next(operation, fault, times);
        }
    }

    private static <E extends Enum<E>> E constant(String field, JsonNode json, E[] accepted) {
        String given = json.path(field).asText().toUpperCase(Locale.ROOT);
        return Arrays.stream(accepted)
                .filter(value -> value.name().equals(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        field + " is " + json.path(field) + "; give one of " + List.of(accepted)));
    }

    private static JsonNode number(String field, JsonNode json) {
        if (!json.get(field).isNumber()) {
            throw new IllegalArgumentException(field + " is " + json.get(field) + "; give a number: " + EXAMPLE);
        }
        return json.get(field);
    }
}
