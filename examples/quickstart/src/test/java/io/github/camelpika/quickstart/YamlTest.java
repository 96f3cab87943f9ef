package io.github.camelpika.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class YamlTest {

    private final JsonNode yaml = yaml();

    @Test
    void fitsTheSchemaOfCamelsYamlDsl() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(open("/schema/camelYamlDsl.json"));

        assertThat(schema.validate(yaml)).isEmpty();
    }

    @Test
    void everyEndpointIsKnownToTheCatalog() throws IOException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("pika", "io.github.camelpika.PikaComponent", text("/META-INF/io/github/camelpika/pika.json"));

        List<String> uris = Stream.of("from", "to")
                .flatMap(name -> yaml.findValues(name).stream())
                .map(YamlTest::uri).toList();
        assertThat(uris).hasSize(8).allSatisfy(
                uri -> assertThat(catalog.validateEndpointProperties(uri)).matches(EndpointValidationResult::isSuccess));
        assertThat(catalog.validateEndpointProperties("pika:feed?progresUri=direct:x").isSuccess()).isFalse();
    }

    /**
     * The endpoint in one line, however it is written.
     */
    private static String uri(JsonNode endpoint) {
        if (endpoint.isTextual()) {
            return endpoint.textValue();
        }
        return endpoint.path("parameters").properties().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue().asText(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", endpoint.path("uri").textValue() + "?", ""));
    }

    private static JsonNode yaml() {
        try (InputStream in = open("/camel/quickstart.camel.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String resource) {
        return YamlTest.class.getResourceAsStream(resource);
    }
}
