package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What everybody copies first pays for each prompt once, whatever happens to it. In real time, as Camel's own sources run.
 */
class FirstRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger reloaded = new AtomicInteger();
    private PikaSimulator simulator = gateway(Duration.ofMillis(300));
    @TempDir
    private Path folder;
    private Main main;

    static Stream<FirstRoute> routes() {
        return FirstRoute.all();
    }

    private static PikaSimulator gateway(Duration running) {
        return PikaSimulator.builder().durations(Durations.fixed(Duration.ofMillis(100), running)).start();
    }

    @BeforeEach
    void writePrompts() throws IOException {
        Files.createDirectory(folder.resolve("prompts"));
        for (String prompt : FirstRoute.PROMPTS) {
            Files.writeString(folder.resolve("prompts").resolve(prompt + ".txt"), "A " + prompt + " at night");
        }
    }

    @AfterEach
    void close() {
        if (main != null) {
            main.stop();
        }
        simulator.close();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void threeStartsPayOnce(FirstRoute route) throws Exception {
        for (int start = 1; start <= 3; start++) {
            start(route);
            awaitEnds(start == 1 || route.readsAgain() ? route.jobs() : 0);
            awaitFiles(route);
            main.stop();
        }
        assertThat(posts()).isEqualTo(route.jobs());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aStopInTheMiddlePaysOnce(FirstRoute route) throws Exception {
        take(Duration.ofSeconds(3));
        start(route);
        await().atMost(SOON).until(() -> posts() == route.jobs());
        main.stop();

        start(route);
        awaitEnds(route.readsAgain() ? route.jobs() : 0);
        awaitFiles(route);
        assertThat(posts()).isEqualTo(route.jobs());
    }

    static Stream<FirstRoute> routesToFiles() {
        return routes().filter(route -> route.files() > 0);
    }

    @ParameterizedTest
    @MethodSource("routesToFiles")
    void aDownloadThatFailsIsTriedAgainAndPaysOnce(FirstRoute route) throws Exception {
        simulator.faults().next(Operation.VIDEO, Fault.VIDEO_HTML, route.files());
        start(route);
        awaitEnds(route.jobs());
        if (route.files() == 1) {
            // a clock that has struck comes again with the next start
            main.stop();
            start(route);
        }

        awaitFiles(route);
        assertThat(posts()).isEqualTo(route.jobs());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aVideoThatFailsPaysOnce(FirstRoute route) throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED, route.jobs());
        for (int start = 1; start <= 2; start++) {
            start(route);
            int jobs = start == 1 || route.readsAgain() ? route.jobs() : 0;
            awaitEnds(jobs);
            if (route.readsFiles()) {
                await().during(Duration.ofSeconds(1)).until(() -> ended.get() == jobs);
            }
            main.stop();
        }

        assertThat(posts()).isEqualTo(route.jobs());
        assertThat(files()).isZero();
    }

    static Stream<FirstRoute> routesFromFiles() {
        return routes().filter(FirstRoute::readsFiles);
    }

    /** A source of files polls twice a second, and takes a file that failed again. */
    @ParameterizedTest
    @MethodSource("routesFromFiles")
    void aPromptThatIsRefusedIsReadOnce(FirstRoute route) throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.UNAUTHORIZED, 1000);
        start(route);
        awaitEnds(route.jobs());

        await().during(Duration.ofSeconds(2)).until(() -> ended.get() == route.jobs());
    }

    /** What {@code camel run --dev} does, with the file saved twice while the videos are made. */
    @ParameterizedTest
    @MethodSource("routes")
    void aRouteThatIsSavedTwicePaysOnce(FirstRoute route) throws Exception {
        take(Duration.ofSeconds(5));
        start(route);
        await().atMost(SOON).until(() -> posts() == route.jobs());
        for (int saved = 1; saved <= 2; saved++) {
            int before = reloaded.get();
            ended.set(0);
            Files.writeString(yaml(), Files.readString(yaml()) + "\n# saved\n");
            await().atMost(SOON).until(() -> reloaded.get() > before);
        }

        awaitEnds(route.readsAgain() ? route.jobs() : 0);
        awaitFiles(route);
        assertThat(posts()).isEqualTo(route.jobs());
    }

    private void take(Duration running) {
        simulator.close();
        simulator = gateway(running);
    }

    private void start(FirstRoute route) throws Exception {
        if (Files.notExists(yaml())) {
            Files.writeString(yaml(), route.yamlIn(folder));
        }
        ended.set(0);
        Properties properties = route.propertiesIn(folder);
        properties.setProperty("camel.component.pika.baseUri", simulator.baseUri("cometapi").toString());
        properties.setProperty("camel.component.pika.apiKey", simulator.apiKey());
        properties.setProperty("camel.component.pika.pollInterval", "250");
        properties.setProperty("camel.main.routesIncludePattern", "file:" + yaml());
        properties.setProperty("camel.main.routesReloadEnabled", "true");
        properties.setProperty("camel.main.routesReloadDirectory", folder.toString());
        properties.setProperty("camel.main.routesReloadPattern", yaml().getFileName().toString());
        main = new Main();
        main.setOverrideProperties(properties);
        main.init();
        main.getCamelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.RouteReloadedEvent) {
                    reloaded.incrementAndGet();
                } else if (event instanceof CamelEvent.ExchangeEvent end && isOfASource(end)
                        && (event instanceof CamelEvent.ExchangeCompletedEvent || event instanceof CamelEvent.ExchangeFailedEvent)) {
                    ended.incrementAndGet();
                }
            }
        });
        main.start();
    }

    private static boolean isOfASource(CamelEvent.ExchangeEvent event) {
        String from = event.getExchange().getFromEndpoint().getEndpointUri();
        return from.startsWith("file:") || from.startsWith("timer:");
    }

    private void awaitEnds(int number) {
        await().atMost(SOON).until(() -> ended.get() >= number);
    }

    private void awaitFiles(FirstRoute route) {
        await().atMost(SOON).until(() -> files() == route.files());
    }

    private Path yaml() {
        return folder.resolve("route.camel.yaml");
    }

    private long posts() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }

    private long files() throws IOException {
        if (Files.notExists(folder.resolve("videos"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("videos"))) {
            return files.filter(file -> file.toString().endsWith(".mp4")).count();
        }
    }
}
