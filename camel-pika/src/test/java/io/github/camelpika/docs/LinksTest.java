package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each link of the documents within the repository leads somewhere, and the first page leads to all others.
 */
class LinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ASCIIDOC = Pattern.compile("(?:link:|xref:|image::?)([^\\s\\[]+)\\[|<<([^,>]+)[,>]");
    private static final Pattern MARKDOWN = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern LISTING = Pattern.compile("^(----|```).*?^\\1$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ANCHOR = Pattern.compile("^\\[(?:#|\\[)([\\w-]+)]+$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("(?<!]\n)^=={1,4} (.+)$", Pattern.MULTILINE);

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(Snippet.pages());
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            examples.map(example -> example.resolve("README.md")).filter(Files::exists).sorted().forEach(documents::add);
        }
        documents.add(ROOT.resolve("README.md"));
        documents.add(ROOT.resolve("CONTRIBUTING.md"));
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        assertThat(links(document)).filteredOn(link -> !leadsSomewhere(document, link)).isEmpty();
    }

    @Test
    void theFirstPageLeadsToAllOthers() throws IOException {
        Path first = Snippet.DOCS.resolve("index.adoc");
        Set<String> others = Snippet.pages().stream().map(page -> page.getFileName().toString())
                .filter(name -> !name.equals("index.adoc")).collect(Collectors.toSet());
        assertThat(links(first)).containsAll(others);
    }

    private static List<String> links(Path document) {
        String text = LISTING.matcher(Snippet.read(document)).replaceAll("");
        boolean markdown = document.toString().endsWith(".md");
        return (markdown ? MARKDOWN : ASCIIDOC).matcher(text).results()
                .map(match -> match.group(1) != null ? match.group(1) : "#" + match.group(2))
                .filter(link -> !link.startsWith("http")).toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** The ids that Asciidoctor gives headings, and those that stand above them instead. */
    private static List<String> anchors(Path page) {
        String text = LISTING.matcher(Snippet.read(page)).replaceAll("");
        Matcher headings = HEADING.matcher(text);
        return Stream.concat(ANCHOR.matcher(text).results().map(match -> match.group(1)),
                headings.results().map(match -> id(match.group(1)))).toList();
    }

    private static String id(String heading) {
        return "_" + heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\s.-]", "").replaceAll("[\\s._-]+", "_")
                .replaceAll("_$", "");
    }
}
