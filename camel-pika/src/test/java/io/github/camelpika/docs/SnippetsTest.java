package io.github.camelpika.docs;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

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

    static List<Snippet> snippets() throws IOException {
        return Snippet.in("yaml");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void camelTakesIt(Snippet snippet) throws Exception {
        String route = snippet.text().startsWith("- route:") ? snippet.text() : """
                - route:
                    from:
                      uri: direct:snippet
                      steps:
                """ + snippet.text().lines().map(line -> "        " + line).collect(Collectors.joining("\n"));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.getComponent("pika", PikaComponent.class).getConfiguration().setApiKey("key-of-a-reader");
            context.getPropertiesComponent().addInitialProperty("vapi.apiKey", "key-of-a-reader");
            context.getPropertiesComponent().addInitialProperty("board.token", "token-of-a-reader");
            context.getRegistry().bind("seen", new MemoryIdempotentRepository());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("snippet.camel.yaml", route));
            context.start();
            assertThat(context.getRouteDefinitions()).isNotEmpty();
        }
    }
}
