package io.github.camelpika.tooling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A component's options as the JSON schema that Kaoto makes its form of.
 */
final class OptionsSchema {

    static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private OptionsSchema() {
    }

    static ObjectNode of(JsonNode component) {
        ObjectNode schema = ComponentFiles.JSON.createObjectNode().put("$schema", DRAFT).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = ComponentFiles.JSON.createArrayNode();
        component.path("properties").properties().forEach(option -> {
            properties.set(option.getKey(), property(option.getValue()));
            if (option.getValue().path("required").asBoolean()) {
                required.add(option.getKey());
            }
        });
        return required.isEmpty() ? schema : schema.set("required", required);
    }

    private static ObjectNode property(JsonNode option) {
        ObjectNode property = ComponentFiles.JSON.createObjectNode();
        property.put("title", option.path("displayName").textValue()).put("description", option.path("description").textValue());
        String type = option.path("type").textValue();
        switch (type) {
            case "boolean", "integer", "number" -> property.put("type", type);
            case "duration" -> property.put("type", "string").put("format", "duration");
            case "object" -> property.put("type", "string").put("format", "bean:" + option.path("javaType").textValue());
            default -> property.put("type", "string");
        }
        if (option.has("enum")) {
            property.set("enum", option.path("enum"));
        }
        property.put("$comment", "group:" + option.path("group").textValue());
        if (option.path("secret").asBoolean()) {
            property.put("format", "password");
        }
        if (option.has("defaultValue")) {
            property.set("default", option.path("defaultValue"));
        }
        return property;
    }
}
