package io.github.camelpika.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.SmallHeap;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.Video;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A gigabyte goes through a JVM of 64 MB, as a file and as a body. */
public class ConstantMemoryTest {

    private static final long SIZE = 1L << 30;

    @TempDir
    Path directory;

    @Test
    void gigabyteGoesThroughASmallHeap() throws Exception {
        try (PikaSimulator simulator = PikaSimulator.builder().video(Video.ofSize(SIZE))
                .durations(Durations.fixed(Duration.ZERO, Duration.ZERO)).start()) {
            run(simulator.baseUri("cometapi") + "", simulator.apiKey(), finishedVideo(simulator));
        }
        assertWhole(directory.resolve("direct.mp4"));
        assertWhole(directory.resolve("body.mp4"));
        try (var temporary = Files.list(Files.createDirectories(directory.resolve("tmp")))) {
            assertThat(temporary).isEmpty();
        }
    }

    private static String finishedVideo(PikaSimulator simulator) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            PikaComponent pika = context.getComponent("pika", PikaComponent.class);
            pika.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
            pika.getConfiguration().setApiKey(simulator.apiKey());
            context.start();
            Object task = template.requestBody("pika:generate", "a long cat");
            return template.requestBody("pika:feed?pollInterval=100", task, VideoTask.class).video().url();
        }
    }

    private void run(String baseUri, String apiKey, String url) throws Exception {
        Path log = directory.resolve("log");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process small = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m", "-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")),
                "-cp", classPath, SmallHeap.class.getName(), baseUri, apiKey, url, directory.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(small.waitFor(60, TimeUnit.SECONDS)).as("in time").isTrue();
            assertThat(small.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            small.destroyForcibly();
        }
    }

    private static void assertWhole(Path file) throws IOException {
        assertThat(file).hasSize(SIZE);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            for (long offset = 0; offset < SIZE; offset += 10_000_019) {
                content.seek(offset);
                assertThat(content.readByte()).isEqualTo(Video.byteAt(offset));
            }
            content.seek(SIZE - 1);
            assertThat(content.readByte()).isEqualTo(Video.byteAt(SIZE - 1));
        }
    }
}
