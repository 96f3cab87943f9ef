package io.github.camelpika.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The routes of all examples, and the Kamelets, are in the canonical form, which Camel has a schema of since 4.22: 4.18, which the other examples run with,
 * takes it as well.
 */
class CanonicalYamlTest {

    private static final Path EXAMPLES = Path.of("..");
    private static final Path KAMELETS = Path.of("..", "..", "camel-pika", "src", "main", "kamelets");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static List<Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml") && !file.toString().contains("target")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routeIsCanonical(Path route) throws IOException {
        assertThat(problems(YAML.readTree(route.toFile()))).isEmpty();
    }

    static List<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(KAMELETS)) {
            return files.filter(file -> file.toString().endsWith(".kamelet.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kameletIsCanonical(Path kamelet) throws IOException {
        JsonNode template = YAML.readTree(kamelet.toFile()).at("/spec/template");
        assertThat(problems(YAML.createArrayNode().add(YAML.createObjectNode().set("route", template)))).isEmpty();
    }

    @Test
    void shortFormIsNoticed() throws IOException {
        assertThat(problems(YAML.readTree("- route: {from: {uri: 'direct:a', steps: [{to: 'log:a'}]}}"))).isNotEmpty();
    }

    private static List<ValidationMessage> problems(JsonNode yaml) throws IOException {
        try (InputStream json = CanonicalYamlTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json);
            Set<ValidationMessage> problems = schema.validate(yaml);
            return problems.stream().filter(problem -> !isOfFormats(problem)).toList();
        }
    }

    /** The schema of 4.22.0 wants all data formats in one unmarshal. */
    private static boolean isOfFormats(ValidationMessage problem) {
        return problem.getType().equals("required") && problem.getInstanceLocation().toString().endsWith("marshal");
    }
}
