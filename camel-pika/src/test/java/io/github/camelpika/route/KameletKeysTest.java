package io.github.camelpika.route;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The key of a Kamelet goes through a URI, and arrives as it is all the same, and nobody is told. PrintedSecrets listens.
 */
class KameletKeysTest {

    private static final String KEY = "sk-Te5t+sk-Te5t&sk-Te5t=%2Fsk-Te5t%";

    private final PikaRig rig = new PikaRig();
    private final PikaSimulator guarded = PikaSimulator.builder().clock(rig.timer).apiKey(KEY)
            .durations(Durations.fixed(ofSeconds(20), ofSeconds(100))).start();
    private final Properties properties = new Properties();

    KameletKeysTest() {
        rig.component.getConfiguration().setApiKey("key-of-a-reader");
        properties.put("my.gateway", guarded.baseUri("cometapi").toString());
        properties.put("my.apiKey", KEY);
        rig.context.getPropertiesComponent().setInitialProperties(properties);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        guarded.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "RAW({{my.apiKey}})", "#property:my.apiKey" })
    void parameterOfARouteArrives(String key) throws Exception {
        load(route("""
                - to:
                    uri: kamelet:pika-text-to-video-action
                    parameters:
                      baseUri: "{{my.gateway}}"
                      apiKey: "%s"
                """.formatted(key)));
        arrives();
    }

    @Test
    void propertyOfAPipeArrives() throws Exception {
        load("""
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: videos
                spec:
                  source:
                    uri: direct:start
                  steps:
                    - ref:
                        apiVersion: camel.apache.org/v1
                        kind: Kamelet
                        name: pika-text-to-video-action
                      properties:
                        baseUri: RAW({{my.gateway}})
                        apiKey: RAW({{my.apiKey}})
                  sink:
                    uri: mock:end
                """);
        arrives();
    }

    @Test
    void propertyOfTheApplicationArrives() throws Exception {
        properties.put("camel.kamelet.pika-text-to-video-action.apiKey", KEY);
        properties.put("camel.kamelet.pika-text-to-video-action.baseUri", "{{my.gateway}}");
        load(route("- to: kamelet:pika-text-to-video-action"));
        arrives();
    }

    @Test
    void failedStartDoesNotTellIt() {
        Throwable failure = catchThrowable(() -> load(route("""
                - to:
                    uri: kamelet:pika-text-to-video-action
                    parameters:
                      apiKey: "RAW({{my.apiKey}})"
                      frameRate: many
                """)));
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));

        assertThat(text.toString()).contains("many").doesNotContain("sk-Te5t");
    }

    private void arrives() {
        Exchange done = rig.finish(rig.send("direct:start", "a cat"));

        assertThat(done.getException()).isNull();
        assertThat(guarded.tasks()).hasSize(1);
        assertThat(guarded.requests().get(0).headers().get("authorization")).containsExactly("Bearer " + KEY);
        assertThat(rig.context.getEndpoints().toString()).contains("pika://feed").doesNotContain("sk-Te5t");
        assertThat(done.getMessage().getHeaders().toString() + done.getAllProperties()).doesNotContain("sk-Te5t");
    }

    private static String route(String step) {
        return """
                - route:
                    from:
                      uri: direct:start
                      steps:
                """ + step.indent(8);
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(rig.context).loadRoutes(ResourceHelper.fromString("keys.camel.yaml", yaml));
        rig.start();
    }
}
