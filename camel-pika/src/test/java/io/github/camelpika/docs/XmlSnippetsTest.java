package io.github.camelpika.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every dependency that docs/ shows is one that this build has, in the same version.
 */
class XmlSnippetsTest {

    private static final Path ROOT = Path.of("..");

    static List<Snippet> snippets() throws IOException {
        return Snippet.in("xml");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everyDependencyIsOneOfThisBuild(Snippet snippet) throws Exception {
        Element root = parse(Snippet.read(ROOT.resolve("pom.xml")));
        List<String> ours = ours();
        List<Element> shown = elements(parse("<listing>" + snippet.text() + "</listing>"), "dependency");
        assertThat(shown).isNotEmpty();
        for (Element dependency : shown) {
            String name = name(dependency);
            assertThat(ours).contains(name);
            String version = text(dependency, "version");
            if (version != null && !version.startsWith("${")) { // that is the reader's own
                assertThat(version).as(name).isEqualTo(version(root, name));
            }
        }
    }

    private static List<String> ours() throws Exception {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            List<Path> poms = files.filter(file -> file.endsWith("pom.xml")).toList();
            return poms.stream().map(Snippet::read).map(XmlSnippetsTest::parse)
                    .flatMap(pom -> elements(pom, "dependency").stream()).map(XmlSnippetsTest::name).distinct().toList();
        }
    }

    /** As the parent manages it. */
    private static String version(Element root, String name) {
        String version = elements(root, "dependency").stream().filter(managed -> name(managed).equals(name)).findFirst()
                .map(managed -> text(managed, "version")).orElseThrow();
        return version.equals("${project.version}") ? text(root, "version")
                : version.startsWith("${") ? text(root, version.substring(2, version.length() - 1)) : version;
    }

    private static String name(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }

    private static String text(Element element, String tag) {
        return elements(element, tag).stream().findFirst().map(Element::getTextContent).orElse(null);
    }

    private static List<Element> elements(Element element, String tag) {
        var found = element.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static Element parse(String text) {
        try {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)));
            return document.getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("no XML", e);
        }
    }
}
