package io.github.camelpika.quarkus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties that docs/quarkus.adoc shows are among those that this application runs with.
 */
class DocumentedPropertiesTest {

    private static final Pattern PROPERTIES = Pattern.compile("\\[source,properties]\n----\n(.*?)\n----", Pattern.DOTALL);

    @Test
    void documentedPropertiesAreThoseOfTheApplication() throws Exception {
        String documented = Files.readString(Path.of("..", "..", "docs", "quarkus.adoc"));
        List<String> lines = PROPERTIES.matcher(documented).results().flatMap(match -> match.group(1).lines()).toList();

        assertThat(lines).isNotEmpty();
        assertThat(Files.readAllLines(Path.of("src/main/resources/application.properties"))).containsAll(lines);
    }
}
