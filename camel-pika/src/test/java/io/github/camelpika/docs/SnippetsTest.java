package io.github.camelpika.docs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelpika.PikaComponent;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
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

    /** Components of Camel that are shown and are not on the class path of the tests. */
    private static final List<String> ELSEWHERE = List.of("quartz", "smtp");

    /** Takes any option. */
    private static final class Elsewhere extends DirectComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
            parameters.clear();
            return super.createEndpoint(uri, remaining, parameters);
        }
    }

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
            ELSEWHERE.forEach(scheme -> context.addComponent(scheme, new Elsewhere()));
            context.getPropertiesComponent().addInitialProperty("board.token", "token-of-a-reader");
            context.getRegistry().bind("seen", new MemoryIdempotentRepository());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("snippet.camel.yaml", route));
            context.start();
            assertThat(context.getRouteDefinitions()).isNotEmpty();
        }
    }
}
