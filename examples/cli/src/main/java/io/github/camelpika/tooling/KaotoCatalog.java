package io.github.camelpika.tooling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static io.github.camelpika.tooling.ComponentFiles.JSON;

/**
 * A catalog library of Kaoto: its own for Camel Main, with the component and the Kamelets in it. A library has an index of
 * catalogs; the index of each catalog names the files that hold all components and all Kamelets.
 */
final class KaotoCatalog {

    private static final String CAMEL = "4.18";

    private final ComponentFiles component;

    KaotoCatalog(ComponentFiles component) {
        this.component = component;
    }

    void write(Path kaoto, Path target) throws IOException {
        ObjectNode library = read(kaoto.resolve("index.json"));
        JsonNode definition = definition(library);
        Path index = Path.of(definition.path("fileName").textValue());
        copy(kaoto.resolve(index.getParent()), target.resolve(index.getParent()));
        extend(target.resolve(index));
        library.put("name", "Camel with Pika");
        library.putArray("definitions").add(definition);
        JSON.writeValue(target.resolve("index.json").toFile(), library);
    }

    private static JsonNode definition(JsonNode library) {
        for (JsonNode definition : library.path("definitions")) {
            if (definition.path("runtime").asText().equals("Main") && definition.path("version").asText().startsWith(CAMEL)) {
                return definition;
            }
        }
        throw new IllegalArgumentException("Kaoto's catalog has no Camel Main " + CAMEL + ": take another version of the package");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void extend(Path index) throws IOException {
        JsonNode catalogs = read(index).path("catalogs");
        ObjectNode pika = component.component();
        pika.set("propertiesSchema", OptionsSchema.of(pika));
        add(index.resolveSibling(catalogs.at("/components/file").textValue()), "pika", pika);
        for (ObjectNode kamelet : component.kamelets()) {
            ObjectNode schema = JSON.createObjectNode().put("$schema", OptionsSchema.DRAFT);
            schema.setAll((ObjectNode) kamelet.at("/spec/definition").deepCopy());
            kamelet.set("propertiesSchema", schema);
            add(index.resolveSibling(catalogs.at("/kamelets/file").textValue()), kamelet.at("/metadata/name").textValue(), kamelet);
        }
    }

    private static void add(Path aggregate, String name, JsonNode entry) throws IOException {
        ObjectNode all = read(aggregate);
        all.set(name, entry);
        JSON.writeValue(aggregate.toFile(), all);
    }

    private static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) JSON.readTree(file.toFile());
    }
}
