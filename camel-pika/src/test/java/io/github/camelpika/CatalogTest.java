package io.github.camelpika;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Json;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CatalogTest {

    private static String json() throws Exception {
        try (InputStream in = PikaComponent.class.getResourceAsStream("/META-INF/io/github/camelpika/pika.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void runtimeCatalogTakesAGoodUriAndNamesTheWrongOptionOfABadOne() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            RuntimeCamelCatalog catalog = PluginHelper.getRuntimeCamelCatalog(context);
            EndpointValidationResult good
                    = validate(catalog, "pika:generate?gateway=vapi&ratio=9:16&seed=144124&sfx=true");
            assertThat(good.isSuccess()).as(good.summaryErrorMessage(true)).isTrue();
            assertThat(validate(catalog, "pika:feed?waitTimeout=45m&pollInterval=5000").isSuccess()).isTrue();

            assertThat(validate(catalog, "pika:generate?colour=red").getUnknown()).containsExactly("colour");
            assertThat(validate(catalog, "pika:generate?gateway=nowhere").getInvalidEnum()).containsKey("gateway");
            assertThat(validate(catalog, "pika:generate?frameRate=many").getInvalidInteger())
                    .containsKey("frameRate");
            assertThat(validate(catalog, "pika:feed?waitTimeout=soon").getInvalidDuration())
                    .containsKey("waitTimeout");
            assertThat(validate(catalog, "pika:watch").getInvalidEnum()).containsKey("operation");
        }
    }

    private static EndpointValidationResult validate(RuntimeCamelCatalog catalog, String uri) throws Exception {
        return catalog.validateProperties("pika", catalog.endpointProperties(uri));
    }

    @Test
    void toolsThatAreGivenTheJsonKnowTheComponent() throws Exception {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("pika", PikaComponent.class.getName(), json());
        assertThat(catalog.validateEndpointProperties("pika:download?directory=videos").isSuccess()).isTrue();
        assertThat(catalog.validateEndpointProperties("pika:download?folder=videos").getUnknown())
                .containsExactly("folder");
        assertThat(catalog.endpointProperties("pika:generate?ratio=1:1"))
                .isEqualTo(Map.of("operation", "generate", "ratio", "1:1"));
    }

    @Test
    void theOptionNamesAllGatewaysThatThereAre() throws Exception {
        List<String> named = new ArrayList<>();
        Json.read(json()).at("/properties/gateway/enum").forEach(name -> named.add(name.asText()));
        assertThatThrownBy(() -> Gateway.named("nowhere")).hasMessageEndingWith("use one of " + String.join(", ", named));
    }

    @Test
    void everyOptionAndHeaderSaysWhatItIs() throws Exception {
        JsonNode json = Json.read(json());
        for (String part : Arrays.asList("componentProperties", "properties", "headers")) {
            json.path(part).fields().forEachRemaining(option -> assertThat(option.getValue().path("description").asText())
                    .as(part + " " + option.getKey()).hasSizeGreaterThan(10).endsWith("."));
        }
        assertThat(json.at("/properties/apiKey/secret").asBoolean()).isTrue();
        assertThat(json.at("/properties/operation/required").asBoolean()).isTrue();
        assertThat(json.at("/properties/waitTimeout/defaultValue").asText()).isEqualTo("30m");
        assertThat(json.at("/properties/pollInterval/type").asText()).isEqualTo("duration");
        assertThat(json.at("/component/async").asBoolean()).isTrue();
    }

    @Test
    void everyOptionOfTheMetadataIsOneOfTheConfigurationWithTheSameDefault() throws Exception {
        PikaConfiguration fresh = new PikaConfiguration();
        PikaConfigurationConfigurer configurer = new PikaConfigurationConfigurer();
        JsonNode properties = Json.read(json()).path("properties");
        properties.fields().forEachRemaining(option -> {
            String name = option.getKey();
            if (configurer.getOptionType(name, true) == null || name.equals("ratio") || name.equals("sfx")) {
                return;
            }
            JsonNode documented = option.getValue().path("defaultValue");
            Object actual = configurer.getOptionValue(fresh, name, true);
            if (actual instanceof java.time.Duration duration) {
                actual = duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
            }
            assertThat(documented.isMissingNode() ? null : documented.asText())
                    .as(name).isEqualTo(actual == null ? null : actual.toString());
        });
    }
}
