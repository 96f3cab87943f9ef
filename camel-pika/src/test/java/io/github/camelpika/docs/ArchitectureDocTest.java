package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelpika.PikaComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

/** docs/architecture.adoc and its picture show the packages and classes that there are, and how they hang together. */
class ArchitectureDocTest {

    private static final String BASE = PikaComponent.class.getPackageName();
    private static final Path SOURCES = Path.of("src", "main", "java").resolve(BASE.replace('.', '/'));
    private static final Path PICTURE = Snippet.DOCS.resolve("architecture.svg");
    private static final String ROOT = "root";
    private static final int MOST_ON_THE_WAY_OF_A_PROMPT = 7;

    /** Of a class, with its package: {@code wait.Throttle}. */
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)`");
    private static final Pattern PACKAGE = Pattern.compile("`([a-z]+)`");
    private static final Pattern METHODS = Pattern.compile(CLASS + ", methods? (`\\w+`(?: and `\\w+`)*)");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.\\w+)?`");
    private static final Set<String> OF_OTHERS = Set.of("AsyncCallback", "URLEncoder");
    private static final Pattern STEP = Pattern.compile("^\\. (.+)$", Pattern.MULTILINE);

    private static final JavaClasses CLASSES
            = new ClassFileImporter().importUrl(PikaComponent.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void eachClassThatThePageNamesIsWhereItSays() {
        assertThat(named(page())).hasSizeGreaterThan(40).allMatch(name -> Files.exists(source(name)) || isTest(name));
    }

    @Test
    void eachMethodThatThePageNamesIsInItsClass() {
        assertThat(METHODS.matcher(page()).results()).isNotEmpty().allSatisfy(
                named -> assertThat(CLASSES.get(BASE + "." + named.group(1)).getMethods()).extracting(JavaMember::getName)
                        .contains(named.group(2).replace("`", "").split(" and ")));
    }

    @Test
    void eachPackageThatThePageNamesIsThere() {
        String text = METHODS.matcher(page()).replaceAll("");

        assertThat(PACKAGE.matcher(text).results().map(match -> match.group(1)).distinct()).isNotEmpty()
                .allMatch(name -> Files.isDirectory(SOURCES.resolve(name)));
    }

    @Test
    void thePictureHasAllRoomsAndNoOther() throws Exception {
        assertThat(rooms().keySet()).isEqualTo(packages());
    }

    @Test
    void eachClassInThePictureIsInTheRoomWhereItIsDrawn() throws Exception {
        rooms().forEach((room, types) -> assertThat(types).allSatisfy(
                type -> assertThat(source(room.equals(ROOT) ? type : room + "." + type)).exists()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "prompt", "task", "callback", "video", "signal" })
    void eachStepOfAWayIsTiedToOneBeforeIt(String way) {
        List<List<String>> steps = steps(way);

        assertThat(steps).hasSizeGreaterThan(2);
        for (int i = 1; i < steps.size(); i++) {
            List<String> before = steps.subList(0, i).stream().flatMap(List::stream).toList();
            assertThat(steps.get(i).get(0)).as("a step of %s, after %s", way, before)
                    .matches(step -> before.stream().anyMatch(earlier -> areTied(step, earlier)), "is tied to one of them");
        }
    }

    @Test
    void aPromptGetsToTheWireInSevenClassesAtMost() {
        assertThat(steps("prompt")).hasSizeLessThanOrEqualTo(MOST_ON_THE_WAY_OF_A_PROMPT);
        assertThat(steps("prompt").get(0)).startsWith("generate.PikaGenerateProducer");
        assertThat(steps("prompt").get(steps("prompt").size() - 1)).startsWith("gateway.Transport");
    }

    /** Also in a page that is about more than this one: a class, or a member of it. */
    @ParameterizedTest
    @ValueSource(strings = { "../CONTRIBUTING.md", "../docs/adding-a-gateway.adoc" })
    void eachClassThatContributorsAreToldOfIsThere(String page) throws IOException {
        Set<String> there = sourceFiles();

        assertThat(NAMED.matcher(Snippet.read(Path.of(page))).results().map(match -> match.group(1)).distinct())
                .filteredOn(name -> !OF_OTHERS.contains(name)).hasSizeGreaterThan(10).isSubsetOf(there);
    }

    /** What the picture has on a line is on that way in the page, too. */
    @ParameterizedTest
    @CsvSource({ "generate, prompt", "fetch, video" })
    void theRoomOfAnOperationShowsTheFirstStepsOfItsWay(String room, String way) throws Exception {
        List<String> first = steps(way).stream().map(step -> step.get(0)).filter(step -> step.startsWith(room + "."))
                .map(step -> step.substring(room.length() + 1)).toList();

        assertThat(rooms().get(room)).containsSubsequence(first);
    }

    private static String page() {
        return Snippet.read(Snippet.DOCS.resolve("architecture.adoc"));
    }

    private static Set<String> sourceFiles() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String tree : List.of("src", "../examples/simulator/src")) {
            try (Stream<Path> files = Files.walk(Path.of(tree))) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.replace(".java", "")));
            }
        }
        return names;
    }

    private static List<String> named(String text) {
        return CLASS.matcher(text).results().map(match -> match.group(1)).distinct().toList();
    }

    /** The classes that each step of a way names, first the one whose step it is. */
    private static List<List<String>> steps(String way) {
        String section = page().split("\\[#" + way + "]\n")[1].split("\n== |\n\\[#")[0];
        return STEP.matcher(section).results().map(match -> named(match.group(1))).toList();
    }

    private static boolean areTied(String one, String other) {
        return knows(one, other) || knows(other, one);
    }

    private static boolean knows(String one, String other) {
        Path known = source(other);
        return CLASSES.stream().filter(type -> file(type).equals(source(one)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .anyMatch(dependency -> file(dependency.getTargetClass()).equals(known));
    }

    private static Path file(JavaClass type) {
        String name = type.getSource().flatMap(Source::getFileName).orElse("");
        return type.getPackageName().startsWith(BASE)
                ? source((type.getPackageName() + ".").substring(BASE.length() + 1) + name.replace(".java", "")) : Path.of(name);
    }

    private static Path source(String name) {
        return SOURCES.resolve(name.replace('.', '/') + ".java");
    }

    private static boolean isTest(String name) {
        return List.of("ArchitectureTest", ArchitectureDocTest.class.getSimpleName()).contains(name);
    }

    private static TreeSet<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .map(name -> name.isEmpty() ? ROOT : name).collect(toCollection(TreeSet::new));
        }
    }

    /** The classes that the picture has in each room, in its order. */
    private static Map<String, List<String>> rooms() throws Exception {
        NodeList texts = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(PICTURE.toFile())
                .getElementsByTagName("text");
        List<Element> all = IntStream.range(0, texts.getLength()).mapToObj(i -> (Element) texts.item(i)).toList();
        Map<String, List<String>> rooms = new TreeMap<>();
        for (Element each : all) {
            String room = ((Element) each.getParentNode()).getAttribute("id");
            if (each.getAttribute("class").equals("room")) {
                assertThat(each.getTextContent()).isEqualTo(room);
                rooms.put(room, new ArrayList<>());
            } else if (each.getAttribute("class").equals("type")) {
                rooms.get(room).add(each.getTextContent());
            }
        }
        return rooms;
    }
}
