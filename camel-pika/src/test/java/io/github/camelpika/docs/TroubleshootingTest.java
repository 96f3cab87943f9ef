package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/troubleshooting.adoc has the words of every message that is thrown or logged as a warning, and no others.
 */
class TroubleshootingTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern TERM = Pattern.compile("^(`.*`)::$", Pattern.MULTILINE);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern MESSAGE = Pattern.compile(
            "(?:new \\w*Exception|LOG\\.(?:warn|error)|problems\\.add|super)\\((?:[^;\"]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+;");
    private static final Pattern WORDS = Pattern.compile("\\w+ \\w+");
    /** Mistakes in this project that no reader can make, and the title of the dev console. */
    private static final List<String> NOT_FOR_READERS = List.of("Every Java has", "this Java has no", "Can't be written as JSON",
            "Not with a condition", "no content", "not a JSON object", "a success without the address of a"
                    + " video", "a task id that is not valid",
            "a call that can't be repeated", "a number with", "Tasks that are waited for, totals");

    @Test
    void theSourcesHaveEveryMessageOfThePage() throws IOException {
        List<String> literals = sources().stream().flatMap(source -> literals(source).stream()).toList();
        assertThat(messages()).hasSizeGreaterThan(100);
        assertThat(messages().stream().flatMap(TroubleshootingTest::parts))
                .filteredOn(part -> literals.stream().noneMatch(literal -> literal.contains(part))).isEmpty();
    }

    @Test
    void thePageHasEveryMessageOfTheSources() throws IOException {
        List<String> known = Stream.concat(messages().stream().map(TroubleshootingTest::longestPart), NOT_FOR_READERS.stream())
                .toList();
        List<String> told = sources().stream()
                .flatMap(source -> MESSAGE.matcher(source).results().map(match -> String.join("|", literals(match.group()))))
                .filter(message -> WORDS.matcher(message).find()).toList();
        assertThat(told).hasSizeGreaterThan(100)
                .filteredOn(message -> known.stream().noneMatch(message::contains)).isEmpty();
    }

    /** The last chapter is about those of others. */
    private static List<String> messages() {
        String page = Snippet.read(Snippet.DOCS.resolve("troubleshooting.adoc")).split("\n== What others say")[0];
        return TERM.matcher(page).results().flatMap(term -> Arrays.stream(term.group(1).split("`, `|`")))
                .filter(message -> !message.isEmpty()).toList();
    }

    /** What is the same in all messages of one kind. */
    private static Stream<String> parts(String message) {
        return Arrays.stream(message.split("\\.\\.\\."));
    }

    private static String longestPart(String message) {
        return parts(message).max(Comparator.comparing(String::length)).orElseThrow();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().map(Snippet::read)
                    .map(source -> CONCATENATION.matcher(source).replaceAll("")).toList();
        }
    }

    private static List<String> literals(String source) {
        return LITERAL.matcher(source).results().map(match -> match.group(1)).toList();
    }
}
