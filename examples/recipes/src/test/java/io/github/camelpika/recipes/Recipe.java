package io.github.camelpika.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import dev.langchain4j.data.message.UserMessage;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.Endpoint;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.Main;

import static org.awaitility.Awaitility.await;

/**
 * One of the files here, run as it is but for its folders, which are in another one.
 */
final class Recipe implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String FOLDERS = "(file:|directory: )(prompts|videos|pictures|waiting|approved|campaigns)";

    private final Path folder;
    private final Path route;
    private final Properties properties = new Properties();
    private final Main main = new Main();

    Recipe(String name, Path folder, PikaSimulator simulator, String gateway) throws IOException {
        this.folder = folder;
        route = folder.resolve(name + ".camel.yaml");
        Files.writeString(route, Files.readString(Path.of(name + ".camel.yaml")).replaceAll(FOLDERS, "$1" + folder + "/$2"));
        with("camel.component.pika.gateway", gateway);
        with("camel.component.pika.baseUri", simulator.baseUri(gateway).toString());
        with("camel.component.pika.apiKey", simulator.apiKey());
        with("camel.component.pika.pollInterval", "250");
        with("camel.component.pika.maxRequestsPerSecond", "200");
        with("camel.component.pika.taskTracker", "h2:" + folder.resolve(".camel-pika/tasks"));
        with("camel.main.routesIncludePattern", "file:" + route);
    }

    Recipe with(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    Recipe start() throws Exception {
        main.setOverrideProperties(properties);
        main.start();
        return this;
    }

    Recipe bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    /** As a route does that talks to a model. */
    String ask(String question) {
        try (FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate()) {
            return template.to("langchain4j-tools:assistant?tags=video").withBody(new ArrayList<>(List.of(UserMessage.from(question))))
                    .request(String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As another route does that runs beside it. */
    void send(String uri, String body) {
        try (FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate()) {
            template.to(uri).withBody(body).send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends Endpoint> T endpoint(Class<T> type) {
        return main.getCamelContext().getEndpoints().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    Path put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void awaitFile(String name) {
        await().atMost(SOON).until(() -> Files.exists(folder.resolve(name)));
    }

    long videos() throws IOException {
        if (Files.notExists(folder.resolve("videos"))) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder.resolve("videos"))) {
            return files.filter(file -> file.toString().endsWith(".mp4")).count();
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
