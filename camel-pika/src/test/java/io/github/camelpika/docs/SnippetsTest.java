package io.github.camelpika.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every YAML snippet of docs/ is one that Camel takes, with options that the component has.
 */
class SnippetsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern YAML = Pattern.compile("\\[source,yaml]\n----\n(.*?)\n----", Pattern.DOTALL);

    static List<String> snippets() throws Exception {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".adoc")).sorted()
                    .flatMap(file -> YAML.matcher(read(file)).results().map(match -> match.group(1))).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void camelTakesIt(String snippet) throws Exception {
        String route = snippet.startsWith("- route:") ? snippet : """
                - route:
                    from:
                      uri: direct:snippet
                      steps:
                """ + snippet.lines().map(line -> "        " + line).collect(Collectors.joining("\n"));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.getComponent("pika", PikaComponent.class).getConfiguration().setApiKey("key-of-a-reader");
            context.getPropertiesComponent().addInitialProperty("vapi.apiKey", "key-of-a-reader");
            context.getRegistry().bind("seen", new MemoryIdempotentRepository());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("snippet.camel.yaml", route));
            context.start();
            assertThat(context.getRouteDefinitions()).isNotEmpty();
        }
    }
}
