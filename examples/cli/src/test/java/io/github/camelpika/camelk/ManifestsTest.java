package io.github.camelpika.camelk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.v1.Integration;
import org.apache.camel.v1.Pipe;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manifests say nothing that Kubernetes, Camel K, the YAML DSL or the component don't know.
 */
class ManifestsTest {

    private static final Map<String, Class<?>> KINDS = Map.of("ConfigMap", ConfigMap.class, "Secret", Secret.class, "Service",
            Service.class, "PersistentVolumeClaim", PersistentVolumeClaim.class, "Deployment", Deployment.class, "Integration",
            Integration.class, "Pipe", Pipe.class);

    @Test
    void everyFieldIsKnown() throws IOException {
        for (JsonNode manifest : Manifests.all()) {
            String kind = manifest.path("kind").textValue();
            assertThat(Manifests.YAML.treeToValue(manifest, KINDS.get(kind))).as(kind).isNotNull();
        }
        assertThat(Manifests.all()).extracting(manifest -> manifest.path("kind").asText()).containsAll(KINDS.keySet());
    }

    @Test
    void routesFitTheSchemaOfCamelsYamlDsl() throws IOException {
        try (InputStream schema = ManifestsTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema).validate(flows())).isEmpty();
        }
    }

    @Test
    void everyEndpointIsKnownToTheCatalog() throws IOException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent("pika", "io.github.camelpika.PikaComponent", Files.readString(Path.of("..", "..", "camel-pika",
                "src", "generated", "resources", "META-INF", "io", "github", "camelpika", "pika.json")));

        List<String> uris = flows().findParents("uri").stream().map(ManifestsTest::uri).toList();
        assertThat(uris).hasSize(4).allSatisfy(uri -> assertThat(catalog.validateEndpointProperties(uri))
                .matches(result -> result.isSuccess(), uri));
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        List<String> built = List.of("mvn:io.github.camelpika:camel-pika:" + System.getProperty("project.version"),
                "mvn:com.github.kagkarlsson:db-scheduler:" + System.getProperty("db-scheduler.version"),
                "mvn:com.zaxxer:HikariCP:" + System.getProperty("hikaricp.version"),
                "mvn:org.postgresql:postgresql:" + System.getProperty("postgresql.version"));

        assertThat(Manifests.named("Integration", "videos").at("/spec/dependencies")).extracting(JsonNode::textValue)
                .containsExactlyElementsOf(built);
        assertThat(Manifests.named("Pipe", "finished").at("/spec/integration/dependencies")).extracting(JsonNode::textValue)
                .containsExactlyElementsOf(built.subList(1, 4));
    }

    @Test
    void everyPlaceholderOfTheConfigurationIsInTheSecret() throws IOException {
        Properties mounted = Manifests.mounted();
        Stream<String> placeholders = mounted.values().stream().map(Object::toString).filter(value -> value.startsWith("{{"))
                .map(value -> value.substring(2, value.length() - 2));

        assertThat(placeholders).hasSize(2).allMatch(mounted::containsKey);
        assertThat(Manifests.named("Secret", "pika-db").at("/stringData/POSTGRES_PASSWORD").textValue())
                .isEqualTo(mounted.getProperty("pika.db.password"));
    }

    private static JsonNode flows() throws IOException {
        return Manifests.named("Integration", "videos").at("/spec/flows");
    }

    private static String uri(JsonNode endpoint) {
        return endpoint.path("parameters").properties().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue().asText(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", endpoint.path("uri").textValue() + "?", ""));
    }
}
