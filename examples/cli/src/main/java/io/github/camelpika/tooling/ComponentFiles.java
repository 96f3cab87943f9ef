package io.github.camelpika.tooling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * What the build of the component says of it: its options, and its Kamelets.
 *
 * @param module its folder
 */
record ComponentFiles(Path module) {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    ObjectNode component() throws IOException {
        return (ObjectNode) JSON.readTree(module.resolve("src/generated/resources/META-INF/io/github/camelpika/pika.json").toFile());
    }

    List<ObjectNode> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(module.resolve("target/classes/kamelets"))) {
            return files.sorted().map(ComponentFiles::kamelet).toList();
        }
    }

    private static ObjectNode kamelet(Path file) {
        try {
            return (ObjectNode) YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
