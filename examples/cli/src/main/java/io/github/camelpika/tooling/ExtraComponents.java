package io.github.camelpika.tooling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The setting by which the Camel extension of VS Code learns of components that are not Camel's own.
 */
final class ExtraComponents {

    private ExtraComponents() {
    }

    static void write(ComponentFiles component, Path settings) throws IOException {
        ObjectNode all = ComponentFiles.JSON.createObjectNode();
        all.putArray("camel.extra-components").add(component.component());
        Files.createDirectories(settings.getParent());
        ComponentFiles.JSON.writerWithDefaultPrettyPrinter().writeValue(settings.toFile(), all);
    }
}
