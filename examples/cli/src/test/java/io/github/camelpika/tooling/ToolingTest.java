package io.github.camelpika.tooling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ToolingTest {

    private static final String MODULE = Path.of("..", "..", "camel-pika").toString();

    @TempDir
    Path folder;

    @Test
    void settingOfVsCodeHasTheWholeComponent() throws IOException {
        Tooling.main(MODULE, folder.toString());

        JsonNode component = read("settings.json").path("camel.extra-components").path(0);
        assertThat(component.at("/component/syntax").asText()).isEqualTo("pika:operation");
        assertThat(component.fieldNames()).toIterable().contains("component", "componentProperties", "headers", "properties");
    }

    @Test
    void libraryOfKaotoHasTheComponentAndTheKamelets() throws IOException {
        kaoto("4.18.4");
        Tooling.main(MODULE, folder.toString(), folder.resolve("package").toString());

        assertThat(read("kaoto/index.json").at("/definitions")).hasSize(1);
        JsonNode components = read("kaoto/camel-main/4.18.4/components-1.json");
        assertThat(components.fieldNames()).toIterable().containsExactly("timer", "pika");
        JsonNode schema = components.at("/pika/propertiesSchema");
        assertThat(schema.at("/required")).extracting(JsonNode::asText).containsExactly("operation");
        assertThat(schema.at("/properties/gateway/enum")).extracting(JsonNode::asText).contains("vapi");
        assertThat(schema.at("/properties/apiKey/format").asText()).isEqualTo("password");
        assertThat(schema.at("/properties/waitTimeout/format").asText()).isEqualTo("duration");
        assertThat(schema.at("/properties/waitTimeout/default").asText()).isEqualTo("30m");
        JsonNode kamelets = read("kaoto/camel-main/4.18.4/kamelets-1.json");
        assertThat(kamelets).hasSize(4);
        assertThat(kamelets.at("/pika-text-to-video-action/propertiesSchema/properties/output/default").asText()).isEqualTo("url");
    }

    @Test
    void otherCamelIsRefused() throws IOException {
        kaoto("4.22.1");

        assertThatThrownBy(() -> Tooling.main(MODULE, folder.toString(), folder.resolve("package").toString()))
                .hasMessageContaining("4.18");
    }

    /** Kaoto's own library, as far as it is looked at. */
    private void kaoto(String version) throws IOException {
        Path library = folder.resolve("package/dist/camel-catalog");
        Path catalog = Files.createDirectories(library.resolve("camel-main").resolve(version));
        Files.writeString(library.resolve("index.json"), """
                {"definitions": [
                  {"runtime": "Quarkus", "version": "%1$s", "fileName": "camel-quarkus/%1$s/index-1.json"},
                  {"runtime": "Main", "version": "%1$s", "fileName": "camel-main/%1$s/index-1.json"}]}
                """.formatted(version));
        Files.writeString(catalog.resolve("index-1.json"),
                "{\"catalogs\": {\"components\": {\"file\": \"components-1.json\"}, \"kamelets\": {\"file\": \"kamelets-1.json\"}}}");
        Files.writeString(catalog.resolve("components-1.json"), "{\"timer\": {}}");
        Files.writeString(catalog.resolve("kamelets-1.json"), "{}");
    }

    private JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }
}
