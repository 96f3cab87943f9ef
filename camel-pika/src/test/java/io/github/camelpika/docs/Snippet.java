package io.github.camelpika.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A listing of docs/.
 *
 * @param page     the file's name
 * @param title    what stands above it, such as the name of the file that it is; null without one
 * @param language as in {@code [source,yaml]}
 */
record Snippet(String page, String title, String language, String text) {

    static final Path DOCS = Path.of("..", "docs");

    private static final Pattern LISTING = Pattern.compile(
            "(?:^\\.([^\\s.][^\n]*)\n)?^\\[source,(\\w+)]\n----\n(.*?)\n----$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Those of all pages, in one language. */
    static List<Snippet> in(String language) throws IOException {
        return pages().stream().flatMap(page -> of(page.getFileName().toString(), language).stream()).toList();
    }

    static List<Snippet> of(String page, String language) {
        return of(page).stream().filter(snippet -> snippet.language.equals(language)).toList();
    }

    static List<Snippet> of(String page) {
        return LISTING.matcher(read(DOCS.resolve(page))).results()
                .map(match -> new Snippet(page, match.group(1), match.group(2), match.group(3))).toList();
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    /** How a test that takes it is called. */
    @Override
    public String toString() {
        return page + ": " + (title == null ? text.lines().findFirst().orElse("") : title);
    }
}
