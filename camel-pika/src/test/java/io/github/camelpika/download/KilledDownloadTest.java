package io.github.camelpika.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpika.gateway.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Real processes: one that is killed, others that go on or come in between, and one that may not write much. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledDownloadTest {

    private static final byte[] CONTENT = Mp4s.of(2_000_000);
    private static final int SOON = 500_000;

    @TempDir
    Path directory;
    private FileServer server;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    void secondRunGoesOnWithTheBytesOnTheDisk() throws Exception {
        ServedFile rest = new ServedFile(CONTENT, "ETag", "\"v1\"");
        server.on("/v.mp4", exchange -> {
            if (server.asked.size() == 1) {
                trickle(exchange);
            } else {
                rest.answer(exchange);
            }
        });
        Process killed = run("");
        await().atMost(Duration.ofSeconds(60)).until(() -> bytesForSure() > 0);

        // while it lives, nobody touches its part, and the other one gets the whole file
        assertThat(run("").waitFor()).isZero();
        assertThat(video()).isEqualTo(CONTENT);
        assertThat(server.asked.get(1).headers().getFirst("Range")).isNull();

        killed.destroyForcibly().waitFor();
        long there = bytesForSure();
        Files.delete(directory.resolve("videos/v.mp4"));
        assertThat(run("").waitFor()).isZero();

        assertThat(server.asked.get(2).headers().getFirst("Range")).isEqualTo("bytes=" + (there - 65_536) + "-");
        assertThat(server.asked.get(2).headers().getFirst("If-Match")).isEqualTo("\"v1\"");
        assertThat(there).isGreaterThanOrEqualTo(SOON);
        assertThat(video()).isEqualTo(CONTENT);
        assertThat(files()).containsExactly("v.mp4");
    }

    @Test
    void secondRunStartsAnewIfTheFileHasChanged() throws Exception {
        byte[] other = Mp4s.of(2_000_000, 2);
        ServedFile changed = new ServedFile(other, "ETag", "\"v2\"");
        server.on("/v.mp4", exchange -> {
            if (server.asked.size() == 1) {
                trickle(exchange);
            } else {
                changed.answer(exchange);
            }
        });
        Process killed = run("");
        await().atMost(Duration.ofSeconds(60)).until(() -> bytesForSure() > 0);
        killed.destroyForcibly().waitFor();

        assertThat(run("").waitFor()).isZero();

        assertThat(video()).isEqualTo(other);
        assertThat(files()).containsExactly("v.mp4");
    }

    /** A limit on the size of files is as good as a full disk. */
    @Test
    void diskThatTakesNoMoreIsAClearErrorAndNothingIsLeft() throws Exception {
        server.on("/v.mp4", new ServedFile(CONTENT, "ETag", "\"v1\""));

        Process limited = run("ulimit -f 1000;");

        assertThat(limited.waitFor()).isNotZero();
        assertThat(Files.readString(directory.resolve("log1"))).contains("PikaDownloadException: The file was not downloaded: '"
                + directory.resolve("videos"), "File too large");
        assertThat(files()).isEmpty();
        assertThat(server.asked).as("trying again would not help").hasSize(1);
    }

    /** Some at once, and then a little now and then for as long as it takes. */
    private static void trickle(HttpExchange exchange) throws Exception {
        exchange.getResponseHeaders().set("ETag", "\"v1\"");
        exchange.getResponseHeaders().set("Content-Type", "video/mp4");
        exchange.sendResponseHeaders(200, CONTENT.length);
        OutputStream out = exchange.getResponseBody();
        out.write(CONTENT, 0, SOON);
        for (int i = SOON; i < CONTENT.length; i += 100) {
            out.write(CONTENT, i, 100);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Process run(String before) throws IOException {
        Path log = directory.resolve("log" + (processes.size() + 1));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder("sh", "-c", before + "exec \"$@\"", "sh", java, "-cp", classPath,
                DownloadProcess.class.getName(), server.uri().toString(), server.url("/v.mp4?signed=" + processes.size()),
                directory.resolve("videos").toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        processes.add(process);
        return process;
    }

    /** What the first process has noted. */
    private long bytesForSure() throws IOException {
        for (String file : files()) {
            if (file.endsWith(".json")) {
                return Json.read(Files.readString(directory.resolve("videos").resolve(file))).path("size").asLong();
            }
        }
        return 0;
    }

    private byte[] video() throws IOException {
        return Files.readAllBytes(directory.resolve("videos/v.mp4"));
    }

    private List<String> files() throws IOException {
        Path videos = directory.resolve("videos");
        if (Files.notExists(videos)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(videos)) {
            return all.filter(path -> !path.equals(videos) && !Files.isDirectory(path))
                    .map(path -> videos.relativize(path).toString()).toList();
        }
    }
}
