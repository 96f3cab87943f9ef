package io.github.camelpika;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.model.RequestCheck;

import static java.util.stream.Collectors.joining;

/**
 * Reads the text of an option, a header or a field. It is stricter than Camel's own conversion, which reads most texts
 * that are not numbers as 0, 24.7 as 24, 5s as 5000 where a number is expected, and 1m30 as a minute.
 */
public final class TextValue {

    private static final Set<Class<?>> WHOLE = Set.of(Long.class, long.class, Integer.class, int.class);
    /** As Camel documents them: the units from days to milliseconds, in that order. */
    private static final Pattern UNITS
            = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    /** More digits are no duration that a clock can measure. */
    private static final int MOST_DIGITS = 18;

    private TextValue() {
    }

    /**
     * The value that the text stands for, if the type is a number, a boolean, a duration or an enum; the text itself for any
     * other type.
     *
     * @throws IllegalArgumentException with a sentence that names the option, the value, and what it takes
     */
    public static Object read(String name, Class<?> type, String text) {
        String plain = text.strip();
        if (WHOLE.contains(type)) {
            return whole(name, type == Long.class || type == long.class, plain);
        }
        if (type == Boolean.class || type == boolean.class) {
            return bool(name, plain);
        }
        if (type == Double.class || type == double.class) {
            return decimal(name, plain);
        }
        if (type == Duration.class) {
            return duration(name, plain);
        }
        if (type == BigDecimal.class) {
            return amount(name, plain);
        }
        return type.isEnum() ? constant(name, type, plain) : text;
    }

    private static Boolean bool(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    private static Number whole(String name, boolean isLong, String text) {
        try {
            // the length keeps an exponent from being written out as a gigabyte of zeros
            BigInteger number = text.length() > 40 ? null : exact(text);
            if (number != null) {
                return isLong ? (Number) number.longValueExact() : (Number) number.intValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw wrong(name, text, "a whole number");
    }

    private static BigInteger exact(String text) {
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > 40 ? null : number.toBigIntegerExact();
    }

    private static Double decimal(String name, String text) {
        try {
            double number = new BigDecimal(text).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(name, text, "a number");
    }

    private static BigDecimal amount(String name, String text) {
        try {
            BigDecimal amount = text.length() > 40 ? null : new BigDecimal(text);
            if (amount != null && Math.abs((long) amount.scale()) <= 40) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(name, text, "a number");
    }

    private static Duration duration(String name, String text) {
        Matcher units = UNITS.matcher(text);
        try {
            if (text.length() <= MOST_DIGITS && text.matches("[0-9]+")) {
                return Duration.ofMillis(Long.parseLong(text));
            }
            if (!text.isEmpty() && units.matches()) {
                return Duration.parse("P%sDT%sH%sM%sS".formatted(unit(units, 1), unit(units, 2), unit(units, 3), unit(units, 4)))
                        .plusMillis(Long.parseLong(unit(units, 5)));
            }
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw wrong(name, text, "a duration above 0, as in 30s, 5m or 1h30m");
        }
    }

    private static String unit(Matcher units, int group) {
        return units.group(group) == null ? "0" : units.group(group);
    }

    private static Object constant(String name, Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants).filter(each -> each.toString().equalsIgnoreCase(text.replace("-", ""))).findFirst()
                .orElseThrow(() -> wrong(name, text,
                        Arrays.stream(constants).map(Object::toString).collect(joining(", "))));
    }

    /**
     * The error for a value that can't be read.
     */
    public static IllegalArgumentException wrong(String name, String value, String expected) {
        return new IllegalArgumentException(
                name + " '" + RequestCheck.shorten(value) + "' is not valid: it must be " + expected);
    }
}
