package io.github.camelpika.camelk;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * The manifests of examples/camel-k.
 */
final class Manifests {

    static final ObjectMapper YAML
            = new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    static final Path FOLDER = Path.of("..", "camel-k");

    private Manifests() {
    }

    static List<JsonNode> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().flatMap(Manifests::documents).toList();
        }
    }

    static JsonNode named(String kind, String name) throws IOException {
        return all().stream().filter(manifest -> manifest.path("kind").asText().equals(kind)
                && manifest.at("/metadata/name").asText().equals(name)).findFirst().orElseThrow();
    }

    /**
     * What an integration finds mounted.
     */
    static Properties mounted() throws IOException {
        Properties properties = new Properties();
        for (JsonNode text : List.of(named("ConfigMap", "pika").at("/data/application.properties"),
                named("Secret", "pika").at("/stringData/application.properties"))) {
            properties.load(new StringReader(text.textValue()));
        }
        return properties;
    }

    private static Stream<JsonNode> documents(Path file) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode> readValues(file.toFile()).readAll().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
