package io.github.camelpika.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.PikaComponent;
import org.apache.camel.util.StringHelper;

/**
 * The names of a component's options.
 */
record OptionNames(List<String> all) {

    private static final String METADATA = "/META-INF/io/github/camelpika/pika.json";
    private static final int MOST_SUGGESTED = 3;

    /**
     * As the metadata in the jar has them.
     */
    static OptionNames ofComponent() {
        try (InputStream json = PikaComponent.class.getResourceAsStream(METADATA)) {
            List<String> names = new ArrayList<>();
            new ObjectMapper().readTree(json).path("componentProperties").fieldNames().forEachRemaining(names::add);
            return new OptionNames(List.copyOf(names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As properties are usually written: {@code api-key} for {@code apiKey}.
     */
    static String dashed(String option) {
        return StringHelper.camelCaseToDash(option);
    }

    /**
     * Takes what is left of a name without its dashes and capital letters.
     */
    boolean has(String plain) {
        return all.stream().anyMatch(option -> option.equalsIgnoreCase(plain));
    }

    /**
     * The names that are most like this one, the nearest first.
     */
    List<String> nearest(String plain) {
        return all.stream().sorted(Comparator.comparingInt(option -> edits(option.toLowerCase(Locale.ROOT), plain)))
                .limit(MOST_SUGGESTED).map(OptionNames::dashed).toList();
    }

    /**
     * How many letters have to be added, taken away or replaced to make one word the other.
     */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
