package io.github.camelpika.docs;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.gateway.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of docs/options.adoc are what the component's metadata says. With {@code -Dpika.docs.write} they are
 * written instead of compared.
 */
class OptionTablesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "options.adoc");
    private static final List<String> GROUPS = List.of("common", "security", "generate", "feed", "download", "cost", "advanced");

    @Test
    void documentedOptionsAreTheComponentsOwn() throws Exception {
        String tables = render();
        if (System.getProperty("pika.docs.write") != null) {
            Files.writeString(DOCUMENT, tables);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("write it anew with ./mvnw -pl camel-pika -am test -Dtest=OptionTablesTest -Dpika.docs.write")
                .isEqualTo(tables);
    }

    private static String render() throws Exception {
        JsonNode json;
        try (InputStream in = PikaComponent.class.getResourceAsStream("/META-INF/io/github/camelpika/pika.json")) {
            json = Json.MAPPER.readTree(in);
        }
        StringBuilder text = new StringBuilder("""
                = Options and headers
                // Written by OptionTablesTest from the component's metadata: change the sources, not this file.

                Every option can be set on the endpoint (`pika:feed?waitTimeout=45m`) and, as the default of all endpoints,
                on the component (`camel.component.pika.wait-timeout=45m`); those of the last table on the component only.
                Durations are written `30s`, `5m`, `1h30m`, or as milliseconds.

                """);
        for (String group : GROUPS) {
            options(text, group, json);
        }
        headers(text, json.path("headers"));
        return text.toString();
    }

    private static void options(StringBuilder text, String group, JsonNode json) {
        text.append("== ").append(title(group)).append("\n\n[cols=\"6m,3m,4m,16\",options=\"header\"]\n|===\n")
                .append("|option |type |default |meaning\n");
        json.path("componentProperties").fields().forEachRemaining(option -> {
            if (!option.getKey().equals("configuration") && group(option, json).equals(group)) {
                JsonNode value = option.getValue();
                text.append("\n|").append(option.getKey()).append("\n|").append(value.path("type").asText())
                        .append("\n|").append(value.path("defaultValue").asText(""))
                        .append("\n|").append(escape(value.path("description").asText())).append(enums(value)).append('\n');
            }
        });
        text.append("|===\n\n");
    }

    /**
     * Camel's plugin files options without a label under producer or advanced.
     */
    private static String group(Map.Entry<String, JsonNode> option, JsonNode json) {
        if (!json.path("properties").has(option.getKey())) {
            return "advanced";
        }
        String group = option.getValue().path("group").asText();
        return group.equals("producer") ? option.getValue().path("label").asText().isEmpty() ? "common" : "advanced" : group;
    }

    private static String title(String group) {
        return switch (group) {
            case "common" -> "All operations";
            case "advanced" -> "The component only";
            case "security" -> "Security";
            default -> "pika:" + group.toLowerCase(Locale.ROOT);
        };
    }

    private static String enums(JsonNode value) {
        StringBuilder names = new StringBuilder();
        value.path("enum").forEach(name -> names.append(names.isEmpty() ? " One of `" : ", `").append(name.asText())
                .append('`'));
        return names.isEmpty() ? "" : names.append('.').toString();
    }

    private static void headers(StringBuilder text, JsonNode headers) {
        text.append("== Headers\n\n[cols=\"3m,1m,6\",options=\"header\"]\n|===\n|header |type |meaning\n");
        headers.fields().forEachRemaining(header -> text.append("\n|").append(header.getKey())
                .append("\n|").append(header.getValue().path("javaType").asText())
                .append("\n|").append(escape(header.getValue().path("description").asText())).append('\n'));
        text.append("|===\n");
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("{", "\\{");
    }
}
