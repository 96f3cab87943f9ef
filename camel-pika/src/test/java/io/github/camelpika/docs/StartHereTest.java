package io.github.camelpika.docs;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The project of docs/index.adoc, file by file, is a durable queue: it runs as a process, is killed with its jobs
 * submitted and none finished, and runs again.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartHereTest {

    private static final String PAGE = "index.adoc";
    private static final Pattern PROMPT = Pattern.compile("^echo \"(.*)\" > (prompts/\\S+)$", Pattern.MULTILINE);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final VirtualTimer clock = new VirtualTimer();
    private final PikaSimulator simulator = PikaSimulator.builder().clock(clock)
            .durations(Durations.fixed(Duration.ofSeconds(10), Duration.ofMinutes(3))).start();
    @TempDir
    private Path project;
    private Process process;
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        simulator.close();
    }

    @Test
    void aKilledProjectGoesOnAndPaysForNothingTwice() throws Exception {
        writeFiles();
        writePrompts();
        long prompts = files("prompts");
        assertThat(prompts).isGreaterThan(1);

        start();
        await().atMost(SOON).until(() -> files("prompts/.camel") == prompts);
        assertThat(board().path("underWay").path("total").asLong()).isEqualTo(prompts);
        process.destroyForcibly().waitFor();
        assertThat(simulator.tasks()).hasSize((int) prompts);
        assertThat(files("videos")).isZero();

        clock.advance(Duration.ofMinutes(4));
        start();
        await().atMost(SOON).until(() -> files("videos") == prompts);
        await().atMost(SOON).until(() -> board().path("ended").path("total").asLong() == prompts);
        assertThat(simulator.tasks()).hasSize((int) prompts);
    }

    private void writeFiles() throws IOException {
        List<Snippet> files = Snippet.of(PAGE).stream().filter(snippet -> snippet.title() != null).toList();
        assertThat(files).extracting(Snippet::title).contains("pom.xml",
                "src/main/resources/application.properties").hasSize(5);
        for (Snippet file : files) {
            write(file.title(), file.text().replace("camel.server.port = 8080", "camel.server.port = " + port));
        }
    }

    private JsonNode board() throws IOException {
        return new ObjectMapper().readTree(URI.create("http://localhost:" + port + "/pika/api/board").toURL());
    }

    private void writePrompts() throws IOException {
        Matcher prompt = PROMPT.matcher(Snippet.read(Snippet.DOCS.resolve(PAGE)));
        while (prompt.find()) {
            write(prompt.group(2), prompt.group(1));
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(project.resolve(name).getParent());
        Files.writeString(project.resolve(name), text);
    }

    private void start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", project.resolve("src/main/resources") + System.getProperty("path.separator") + classPath,
                "org.apache.camel.main.Main").directory(project.toFile());
        builder.environment().put("PIKA_BASE_URI", simulator.baseUri("cometapi").toString());
        builder.environment().put("PIKA_API_KEY", simulator.apiKey());
        File log = project.resolve("log").toFile();
        process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    }

    /** How many there are that may be seen. */
    private long files(String directory) throws IOException {
        if (Files.notExists(project.resolve(directory))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(project.resolve(directory))) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
        }
    }
}
