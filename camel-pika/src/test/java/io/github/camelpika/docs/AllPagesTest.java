package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list in docs/index.adoc is what the HTML shows beside each page: none is missing there.
 */
class AllPagesTest {

    @Test
    void listHasEachPage() throws IOException {
        String list = Snippet.read(Snippet.DOCS.resolve("index.adoc")).split("\n== All pages\n")[1];
        try (Stream<Path> pages = Files.list(Snippet.DOCS)) {
            List<String> names = pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".adoc"))
                    .filter(name -> !name.equals("index.adoc")).toList();
            assertThat(names).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(list).contains("\nlink:" + name + "["));
        }
    }
}
