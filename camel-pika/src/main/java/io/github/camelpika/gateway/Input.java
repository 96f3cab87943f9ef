package io.github.camelpika.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.model.Ratio;
import io.github.camelpika.model.RequestCheck;

/**
 * One thing that a model takes: the option that has it, and the field of the gateway's that gets it.
 *
 * @param needed  whether there is no job without it
 * @param allowed the values that are documented; empty where any may be sent
 * @param least   the smallest number, or the fewest elements
 * @param most    the greatest number, or the most elements
 */
record Input(String option, String field, boolean needed, List<Object> allowed, int least, int most) {

    static Input of(String option, String field, Object... allowed) {
        return new Input(option, field, false, Arrays.asList(allowed), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static Input between(String option, String field, int least, int most) {
        return new Input(option, field, false, List.of(), least, most);
    }

    Input need() {
        return new Input(option, field, true, allowed, least, most);
    }

    /**
     * What is wrong with a value, if anything is.
     *
     * @param model whose input it is
     */
    Optional<String> problemWith(Object value, String model) {
        String way = "; a value that is newer than this component goes as input." + field;
        if (!allowed.isEmpty() && !allowed.contains(asSent(value))) {
            return Optional.of(option + " '" + RequestCheck.shorten(String.valueOf(value)) + "' is none that " + model + " takes, which is "
                               + String.join(", ", allowed.stream().map(String::valueOf).toList()) + way);
        }
        int number = value instanceof List<?> list ? list.size() : value instanceof Integer whole ? whole : least;
        if (number < least || number > most) {
            return Optional.of((value instanceof List<?> ? option + ": " + number : option + " " + number) + " is out of range: "
                               + model + " takes " + least + " to " + most + way);
        }
        return Optional.empty();
    }

    /**
     * The value as it is sent: a ratio may be written in several ways.
     */
    Object asSent(Object value) {
        return option.equals("ratio")
                ? Ratio.parse(value.toString()).<Object> map(Ratio::toString).orElse(value)
                : option.equals("style") ? Styles.spelled(value.toString()) : value;
    }
}
