package io.github.camelpika.generate;

import io.github.camelpika.TextValue;

/**
 * Reads a value that came in a header, a map or JSON.
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
        if (field == GenerateField.IMAGES) {
            return Pictures.read(field.option, value);
        }
        if (field == GenerateField.INPUT) {
            return OwnFields.read(field.option, value);
        }
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                || value instanceof Enum)) {
            throw TextValue.wrong(field.option, value.getClass().getSimpleName(), "text, a number or a boolean");
        }
        String text = value.toString();
        if (field.type == String.class) {
            return text.strip();
        }
        return TextValue.read(field.option, field.type, text);
    }
}
