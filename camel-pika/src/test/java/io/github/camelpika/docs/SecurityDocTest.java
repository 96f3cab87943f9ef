package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about security names tests that there are, and one for each guard. */
class SecurityDocTest {

    private static final Path PAGE = Path.of("..", "docs", "security.adoc");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        assertThat(named(Files.readString(PAGE))).hasSizeGreaterThan(20).isSubsetOf(tests());
    }

    @Test
    void everyThreatNamesATest() throws IOException {
        List<String> threats = Stream.of(Files.readString(PAGE).split("\\|===")[1].split("\n\n")).skip(1).toList();

        assertThat(threats).hasSizeGreaterThan(8).allMatch(threat -> !named(threat).isEmpty());
    }

    private static List<String> named(String text) {
        return TEST.matcher(text).results().map(match -> match.group(1)).distinct().toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        }
    }
}
