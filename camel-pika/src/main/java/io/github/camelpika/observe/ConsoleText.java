package io.github.camelpika.observe;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A view as lines of text: one for each thing, indented by where it is.
 */
final class ConsoleText {

    private static final Set<String> MILLIS = Set.of("age", "next", "expectedIn", "tenth", "median", "ninth");

    private ConsoleText() {
    }

    static void write(StringBuilder text, Map<String, Object> view) {
        text.append("    ").append(line(view)).append('\n');
        parts(text, view, "        ");
    }

    private static void parts(StringBuilder text, Map<String, Object> view, String indent) {
        view.forEach((name, value) -> {
            if (value instanceof Map<?, ?> one && !one.isEmpty()) {
                text.append(indent).append(name).append(": ").append(line(one)).append('\n');
            } else if (value instanceof Collection<?> many && !many.isEmpty()) {
                text.append(indent).append(name).append(":\n");
                many.forEach(each -> part(text, (Map<?, ?>) each, indent + "    "));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void part(StringBuilder text, Map<?, ?> part, String indent) {
        text.append(indent).append(line(part)).append('\n');
        parts(text, (Map<String, Object>) part, indent + "    ");
    }

    private static String line(Map<?, ?> view) {
        return view.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Map) && !(entry.getValue() instanceof Collection))
                .map(entry -> entry.getKey() + "=" + value(entry)).collect(Collectors.joining(" "));
    }

    private static String value(Map.Entry<?, ?> entry) {
        return MILLIS.contains(entry.getKey()) && entry.getValue() instanceof Number millis
                ? millis.longValue() / 100 / 10.0 + "s" : String.valueOf(entry.getValue());
    }
}
