package io.github.camelpika.spring;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE proposes in application.yaml is what the component's metadata says. With {@code -Dpika.docs.write} it is
 * written instead of compared.
 */
class SpringMetadataTest {

    private static final Path FILE
            = Path.of("src/generated/resources/META-INF/spring-configuration-metadata.json");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String COMPONENT = "camel.component.pika.";

    @Test
    void proposedPropertiesAreTheComponentsOptions() throws Exception {
        String metadata = MAPPER.writeValueAsString(render()) + "\n";
        if (System.getProperty("pika.docs.write") != null) {
            Files.writeString(FILE, metadata);
        }
        assertThat(Files.readString(FILE))
                .as("write it anew with ./mvnw -pl camel-pika -am test -Dtest=SpringMetadataTest -Dpika.docs.write")
                .isEqualTo(metadata);
    }

    private static ObjectNode render() throws Exception {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode properties = root.putArray("properties");
        ArrayNode hints = root.putArray("hints");
        try (InputStream json = PikaComponent.class.getResourceAsStream("/META-INF/io/github/camelpika/pika.json")) {
            MAPPER.readTree(json).path("componentProperties").fields().forEachRemaining(option -> {
                String name = COMPONENT + OptionNames.dashed(option.getKey());
                JsonNode value = option.getValue();
                ObjectNode property = property(properties, name, type(value), value.path("description").asText());
                if (value.has("defaultValue")) {
                    property.set("defaultValue", value.path("defaultValue"));
                }
                if (value.has("enum")) {
                    ArrayNode names = hints.addObject().put("name", name).putArray("values");
                    value.path("enum").forEach(constant -> names.addObject().set("value", constant));
                }
            });
        }
        property(properties, COMPONENT + "enabled", "java.lang.Boolean",
                "Whether the properties of the component are used.").put("defaultValue", true);
        property(properties, COMPONENT + "customizer.enabled", "java.lang.Boolean",
                "Whether the properties of the component are used.").put("defaultValue", true);
        tracker(properties);
        return root;
    }

    /**
     * References to beans are text, so that an IDE doesn't complain of the #.
     */
    private static String type(JsonNode option) {
        return switch (option.path("type").asText()) {
            case "boolean" -> "java.lang.Boolean";
            case "duration" -> "java.time.Duration";
            case "integer" -> "java.lang.Long";
            case "number" -> "java.lang.Double";
            default -> "java.lang.String";
        };
    }

    private static void tracker(ArrayNode properties) {
        JdbcTaskTracker defaults = new JdbcTaskTracker();
        property(properties, JdbcTaskTrackerAutoConfiguration.SWITCH, "java.lang.Boolean",
                "Whether tasks are kept in the application's DataSource, for all pika components.").put("defaultValue", false);
        property(properties, JdbcTaskTrackerAutoConfiguration.PREFIX + ".create-table", "java.lang.Boolean",
                "Whether to make the tables where they are missing, on H2 and PostgreSQL.")
                .put("defaultValue", defaults.isCreateTable());
        property(properties, JdbcTaskTrackerAutoConfiguration.PREFIX + ".retention", "java.time.Duration",
                "How long an idempotent key is kept after the end of its task.")
                .put("defaultValue", defaults.getRetention().toDays() + "d");
        property(properties, JdbcTaskTrackerAutoConfiguration.PREFIX + ".session-lock", "java.lang.Boolean",
                "Whether nodes know each other by a lock on a connection of their own, on PostgreSQL, MySQL and MariaDB.")
                .put("defaultValue", defaults.isSessionLock());
        defaults.close();
    }

    private static ObjectNode property(ArrayNode properties, String name, String type, String description) {
        return properties.addObject().put("name", name).put("type", type).put("description", description);
    }
}
