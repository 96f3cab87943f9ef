package io.github.camelpika.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.model.Spelling;
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
        return all.stream().sorted(Spelling.byLikenessTo(plain)).limit(MOST_SUGGESTED).map(OptionNames::dashed).toList();
    }
}
