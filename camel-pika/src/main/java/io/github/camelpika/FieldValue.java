package io.github.camelpika;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

import io.github.camelpika.model.RequestCheck;

/**
 * Reads a value that came in a header, a map or JSON. It is stricter than Camel's type converters, which cut 24.7 down
 * to 24 and take any text but true for false.
 */
final class FieldValue {

    private FieldValue() {
    }

    /**
     * The value as the field's type; null and blank text are null.
     *
     * @throws IllegalArgumentException with a sentence that names the field and the value
     */
    static Object read(GenerateField field, Object value) {
        if (value == null || value instanceof CharSequence text && text.toString().isBlank()) {
            return null;
        }
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                || value instanceof Enum)) {
            throw wrong(field, value.getClass().getSimpleName(), "text, a number or a boolean");
        }
        String text = value.toString();
        if (field.type == String.class) {
            return text.strip();
        }
        if (field.type == Boolean.class) {
            return bool(field, text.strip());
        }
        return whole(field, text.strip());
    }

    private static Boolean bool(GenerateField field, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(field, text, "true or false");
        };
    }

    private static Number whole(GenerateField field, String text) {
        try {
            // the length keeps an exponent from being written out as a gigabyte of zeros
            BigInteger number = text.length() > 40 ? null : exact(text);
            if (number != null) {
                return field.type == Long.class ? (Number) number.longValueExact() : (Number) number.intValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw wrong(field, text, "a whole number");
    }

    private static BigInteger exact(String text) {
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > 40 ? null : number.toBigIntegerExact();
    }

    private static IllegalArgumentException wrong(GenerateField field, String value, String expected) {
        return new IllegalArgumentException(
                field.option + " '" + RequestCheck.shorten(value) + "' can't be used: it takes " + expected);
    }
}
