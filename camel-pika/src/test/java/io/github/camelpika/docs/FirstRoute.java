package io.github.camelpika.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A route that is there to be copied, with the properties that stand beside it.
 *
 * @param name where it stands
 * @param jobs  how many videos it makes: one of each prompt in its folder, or one in all
 * @param files how many of them become a file
 */
record FirstRoute(String name, String yaml, String properties, int jobs, int files) {

    static final List<String> PROMPTS = List.of("boat", "lighthouse", "tram");

    private static final Path ROOT = Path.of("..");
    private static final String KEPT = "camel.component.pika.task-tracker = h2\n";

    static Stream<FirstRoute> all() {
        String readme = Snippet.read(ROOT.resolve("README.md"));
        String cli = Snippet.read(ROOT.resolve("examples/cli/application.properties"));
        return Stream.of(
                ofFiles("README.md", fenced(readme, "yaml"), fenced(readme, "properties")),
                ofFiles("examples/cli/videos.camel.yaml", Snippet.read(ROOT.resolve("examples/cli/videos.camel.yaml")), cli),
                new FirstRoute("examples/cli/kamelet.camel.yaml",
                        Snippet.read(ROOT.resolve("examples/cli/kamelet.camel.yaml")), cli, 1, 1),
                ofFiles("docs/index.adoc", titled("index.adoc", ".yaml"), titled("index.adoc", ".properties")),
                new FirstRoute("docs/kamelets.adoc", Snippet.of("kamelets.adoc", "yaml").get(0).text(), KEPT, 1, 0),
                ofFiles("docs/queues.adoc", Snippet.of("queues.adoc", "yaml").get(0).text(), KEPT));
    }

    private static String fenced(String page, String language) {
        Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("no listing in " + language);
        }
        return matcher.group(1);
    }

    /** Those of a page that are files, one after the other. */
    private static String titled(String page, String ending) {
        return Snippet.of(page).stream().filter(file -> file.title() != null && file.title().endsWith(ending))
                .map(Snippet::text).collect(Collectors.joining("\n")) + "\n";
    }

    private static FirstRoute ofFiles(String name, String yaml, String properties) {
        return new FirstRoute(name, yaml, properties, PROMPTS.size(), PROMPTS.size());
    }

    /** Whether a new start gives it the prompts of the one before. */
    boolean readsAgain() {
        return !readsFiles() || yaml.contains("noop: true");
    }

    boolean readsFiles() {
        return yaml.contains("uri: file:prompts");
    }

    /** The route with its folders in another one than that where it is run, and with little patience. */
    String yamlIn(Path folder) {
        return yaml.replace("redeliveryDelay: \"5000\"", "redeliveryDelay: \"100\"").replaceAll("(file:|directory: |directory=)(prompts|videos)", "$1" + folder + "/$2");
    }

    /** What is secret comes from the environment there, and the address of the gateway is not this one's. */
    Properties propertiesIn(Path folder) throws IOException {
        Properties all = new Properties();
        all.load(new StringReader(properties.replace("= h2", "= h2:" + folder + "/.camel-pika/tasks").replaceAll(
                "(?m)^.*(env:|camel\\.jbang).*$", "")));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
