package io.github.camelpika.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.camelpika.PikaComponent;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.v1.Kamelet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Kamelets of the jar are what Camel K, Kaoto and the Camel CLI take, and say what the component says.
 */
class KameletFilesTest {

    private static final Path BUILT = Path.of("target", "classes", "kamelets");
    private static final ObjectMapper YAML
            = new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(\\w+)}}");

    static Stream<Path> kamelets() throws IOException {
        return Files.list(BUILT).sorted();
    }

    @Test
    void allFourAreThere() throws IOException {
        assertThat(kamelets()).extracting(file -> file.getFileName().toString()).containsExactly(
                "pika-download-action.kamelet.yaml", "pika-feed-source.kamelet.yaml",
                "pika-generate-action.kamelet.yaml", "pika-text-to-video-action.kamelet.yaml");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void camelKKnowsEveryField(Path file) throws IOException {
        Kamelet kamelet = YAML.readValue(file.toFile(), Kamelet.class);

        String name = kamelet.getMetadata().getName();
        assertThat(file).hasFileName(name + ".kamelet.yaml");
        assertThat(name).endsWith("-" + kamelet.getMetadata().getLabels().get("camel.apache.org/kamelet.type"));
        assertThat(kamelet.getMetadata().getAnnotations()).containsKeys("camel.apache.org/kamelet.support.level",
                "camel.apache.org/provider", "camel.apache.org/kamelet.group", "camel.apache.org/kamelet.namespace");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void templateFitsTheSchemaOfCamelsYamlDsl(Path file) throws IOException {
        JsonNode from = read(file).at("/spec/template/from");
        JsonNode routes = YAML.createArrayNode().add(YAML.createObjectNode().set("from", from));

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")).validate(routes)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void componentHasEveryOptionOfTheTemplate(Path file) throws IOException {
        JsonNode template = read(file).at("/spec/template");
        Set<String> options = new HashSet<>();
        component().path("properties").fieldNames().forEachRemaining(options::add);
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("pika", PikaComponent.class.getName(), component().toString());

        for (JsonNode step : template.findParents("parameters")) {
            String uri = step.path("uri").textValue();
            assertThat(catalog.validateEndpointProperties(uri)).matches(result -> result.isSuccess());
            assertThat(step.path("parameters").fieldNames()).toIterable().isSubsetOf(options);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void everyPropertyIsUsedAndEachUsedOneIsThere(Path file) throws IOException {
        Set<String> used = PLACEHOLDER.matcher(read(file).at("/spec/template").toString()).results()
                .map(match -> match.group(1)).collect(Collectors.toSet());
        used.remove("routeId"); // Camel's own

        assertThat(read(file).at("/spec/definition/properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void propertiesAreOfTheKindThatTheComponentSays(Path file) throws IOException {
        JsonNode component = component().path("properties");
        read(file).at("/spec/definition/properties").properties().forEach(property -> {
            JsonNode option = component.path(property.getKey());
            JsonNode said = property.getValue();
            assertThat(said.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(said.path("description").asText()).as(property.getKey()).endsWith(".");
            if (option.isMissingNode()) {
                assertThat(property.getKey()).isEqualTo("output");
                return;
            }
            assertThat(said.path("enum")).as(property.getKey()).isEqualTo(option.path("enum"));
            assertThat(said.path("type").asText()).as(property.getKey()).isEqualTo(
                    switch (option.path("type").asText()) {
                        case "integer", "boolean" -> option.path("type").asText();
                        default -> "string";
                    });
            assertThat(said.path("format").asText().equals("password")).as(property.getKey())
                    .isEqualTo(option.path("secret").asBoolean());
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void versionIsThatOfTheJar(Path file) throws IOException {
        String version = component().at("/component/version").textValue();
        JsonNode kamelet = read(file);

        assertThat(kamelet.at("/spec/dependencies")).extracting(JsonNode::textValue)
                .contains("camel:kamelet", "mvn:io.github.camelpika:camel-pika:" + version);
        assertThat(kamelet.at("/metadata/annotations").path("camel.apache.org/catalog.version").textValue()).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void iconIsThePicture(Path file) throws IOException {
        String icon = read(file).at("/metadata/annotations").path("camel.apache.org/kamelet.icon").textValue();

        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1)), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(Path.of("..", "docs", "pika.svg")));
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static JsonNode component() {
        try (InputStream in = PikaComponent.class.getResourceAsStream("/META-INF/io/github/camelpika/pika.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
