package io.github.camelpika.docs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The route that README.md offers to be copied does what it says there.
 */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @TempDir
    Path directory;

    @Test
    void theRouteMakesAVideoOfEachPrompt() throws Exception {
        Path prompts = Files.createDirectory(directory.resolve("prompts"));
        Files.writeString(prompts.resolve("cat.txt"), "a cat");
        Files.writeString(prompts.resolve("dog.txt"), "a dog");
        Path videos = directory.resolve("videos");
        String route = snippet("yaml").replace("file:prompts", "file:" + prompts).replace("directory: videos",
                "directory: " + videos);
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(snippet("properties").getBytes(StandardCharsets.UTF_8)));

        try (PikaSimulator simulator = PikaSimulator.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            Properties account = new Properties();
            account.put("gateway", properties.getProperty("camel.component.pika.gateway"));
            account.put("apiKey", simulator.apiKey());
            account.put("baseUri", simulator.baseUri("cometapi").toString());
            account.put("pollInterval", "100");
            account.forEach((name, value) -> context.getComponent("pika").getComponentPropertyConfigurer()
                    .configure(context, context.getComponent("pika"), name.toString(), value, true));
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("readme.camel.yaml", route));
            context.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(videos) && count(videos) == 2);
            assertThat(simulator.tasks()).extracting(task -> task.prompt()).containsExactlyInAnyOrder("a cat", "a dog");
            assertThat(simulator.tasks()).allSatisfy(
                    task -> assertThat(task.request().path("style").asText()).isEqualTo("Melt"));
        }
    }

    private static long count(Path videos) throws Exception {
        try (Stream<Path> files = Files.list(videos)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).count();
        }
    }

    private static String snippet(String language) throws Exception {
        Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(matcher.find()).as("a snippet in " + language).isTrue();
        return matcher.group(1);
    }
}
