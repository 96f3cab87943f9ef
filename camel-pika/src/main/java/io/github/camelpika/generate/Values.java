package io.github.camelpika.generate;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.Principal;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.security.auth.Destroyable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Tells values, which mean the same in another process, from objects that don't, such as a session, a stream or the subject of
 * a login with its password. Only what is known to be a value is one.
 */
final class Values {

    private static final Set<Class<?>> NUMBERS
            = Set.of(Byte.class, Short.class, Integer.class, Long.class, Double.class, Float.class);
    private static final List<Class<?>> TEXTS = List.of(CharSequence.class, Character.class, Number.class, Enum.class, UUID.class,
            TemporalAccessor.class, TemporalAmount.class, ZoneId.class, Locale.class, Currency.class, URI.class, URL.class,
            Path.class, File.class);
    /** What is nested deeper has itself inside, or is no value that anybody sends. */
    private static final int DEEPEST = 32;

    private Values() {
    }

    /**
     * Whether it is one value, which has a text form that says all of it.
     */
    static boolean isScalar(Object value) {
        return value instanceof Boolean || value instanceof Date || value instanceof Calendar
               || TEXTS.stream().anyMatch(type -> type.isInstance(value));
    }

    /**
     * The value as text, numbers, booleans, and maps and lists of them. Empty if it is none, or has anything in it that is none.
     * Bytes are text or no value.
     */
    static Optional<Object> plain(Object value) {
        try {
            return Optional.ofNullable(element(value, 0));
        } catch (NoValue e) {
            return Optional.empty();
        }
    }

    private static Object plain(Object value, int depth) throws NoValue {
        if (depth > DEEPEST || value instanceof Principal || value instanceof Destroyable) {
            throw new NoValue();
        }
        if (isScalar(value)) {
            return scalar(value);
        }
        if (value instanceof JsonNode) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return BodyText.ofUtf8(bytes).orElseThrow(NoValue::new);
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(map, depth);
        }
        if (value instanceof List<?> || value instanceof Set<?>) {
            return ofEach((Iterable<?>) value, depth);
        }
        if (value != null && value.getClass().isArray()) {
            return ofArray(value, depth);
        }
        if (value instanceof Record values) {
            return ofRecord(values, depth);
        }
        throw new NoValue();
    }

    private static Object scalar(Object value) {
        if (value instanceof Boolean || NUMBERS.contains(value.getClass())) {
            return value;
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().toString();
        }
        // the classes of java.sql have text forms of their own
        return value.getClass() == Date.class ? ((Date) value).toInstant().toString() : value.toString();
    }

    private static Object ofMap(Map<?, ?> map, int depth) throws NoValue {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            plain.put(String.valueOf(entry.getKey()), element(entry.getValue(), depth));
        }
        return plain;
    }

    private static Object ofEach(Iterable<?> values, int depth) throws NoValue {
        List<Object> plain = new ArrayList<>();
        for (Object value : values) {
            plain.add(element(value, depth));
        }
        return plain;
    }

    private static Object ofArray(Object array, int depth) throws NoValue {
        List<Object> plain = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            plain.add(element(Array.get(array, i), depth));
        }
        return plain;
    }

    private static Object ofRecord(Record values, int depth) throws NoValue {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                plain.put(component.getName(), element(component.getAccessor().invoke(values), depth));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new NoValue();
            }
        }
        return plain;
    }

    /**
     * Within something, there may also be nothing.
     */
    private static Object element(Object value, int depth) throws NoValue {
        Object inner = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return inner == null ? null : plain(inner, depth + 1);
    }

    private static final class NoValue extends Exception {
        private static final long serialVersionUID = 1L;

        NoValue() {
            super(null, null, false, false);
        }
    }
}
