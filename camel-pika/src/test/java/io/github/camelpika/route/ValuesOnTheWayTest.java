package io.github.camelpika.route;

import java.util.Map;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a value between a YAML route and the option, as docs/generate.adoc tells it. */
class ValuesOnTheWayTest {

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private PikaConfiguration options(String option, String value) throws Exception {
        PluginHelper.getRoutesLoader(rig.context).loadRoutes(ResourceHelper.fromString("values.yaml", """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: pika:generate
                            parameters:
                              %s: %s
                """.formatted(option, value)));
        rig.start();
        return rig.context.getEndpoints().stream().filter(PikaEndpoint.class::isInstance).map(PikaEndpoint.class::cast).findFirst()
                .orElseThrow().getConfiguration();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "1e3|1000", "2.0|2", "'7'|7" })
    void numberIsReadAsWhatItIs(String written, long read) throws Exception {
        assertThat(options("seed", written).getSeed()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1_000", "2.5", "0x10", "'0x10'", "1.000,5", "~", "null" })
    void numberThatCannotBeReadStopsTheStart(String written) {
        assertThatThrownBy(() -> options("seed", written)).hasStackTraceContaining("seed '").hasStackTraceContaining("must be a whole number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "a+b|a b", "100%25|100%", "RAW(a+b)|a+b", "RAW(100%25)|100%25", "'RAW(salt & pepper)'|salt & pepper",
            "'a #1 hit'|a #1 hit" })
    void textIsReadAsAPartOfAUriUnlessItIsRaw(String written, String read) throws Exception {
        assertThat(options("prompt", written).getPrompt()).isEqualTo(read);
    }

    @Test
    void ampersandEndsATextThatIsNotRawAndStopsTheStart() {
        assertThatThrownBy(() -> options("prompt", "'salt & pepper'")).hasStackTraceContaining("couldn't be set on the endpoint");
    }

    @ParameterizedTest
    @CsvSource({ "prompt,~", "prompt,null", "prompt,'~'", "negativePrompt,null", "model,~" })
    void emptyValueOfYamlIsNoText(String option, String written) {
        assertThatThrownBy(() -> options(option, written)).hasStackTraceContaining(option + " '").hasStackTraceContaining("looks like an empty value");
    }

    @Test
    void bodyAndHeadersAreTakenAsTheyAre() throws Exception {
        rig.start();
        rig.finish(rig.send("pika:generate", "50% a+b & c", Map.of("CamelPikaNegativePrompt", "d+e %25")));
        assertThat(rig.simulator.requests().get(0).body()).contains("50% a+b & c").contains("d+e %25");
    }
}
