package io.github.camelpika.route;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.Video;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DownloadToBodyTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();
    private byte[] video;
    private VideoTask task;

    @BeforeEach
    void start() throws IOException {
        rig.start();
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        task = rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Video.drawn().writeTo(bytes, 0, Video.drawn().length());
        video = bytes.toByteArray();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void bodyIsAStreamCacheOnTheDiskThatCamelLeavesAsItIs() throws Exception {
        Exchange done = route(exchange -> {
            exchange.setProperty("first", exchange.getMessage().getBody());
        }, exchange -> {
            Object body = exchange.getMessage().getBody();
            assertThat(body).isInstanceOf(StreamCache.class).isSameAs(exchange.getProperty("first"));
            assertThat(((StreamCache) body).inMemory()).isFalse();
            assertThat(((StreamCache) body).length()).isEqualTo(video.length);
            assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("video/mp4");
            assertThat(exchange.getMessage().getHeader(PikaConstants.FILE)).isNull();
        });
        assertThat(done.getException()).isNull();
        assertThat(done.getProperty("first")).isNotNull();
    }

    @Test
    void everyStepReadsItFromTheStart() throws Exception {
        Processor reads = exchange -> assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(video);

        assertThat(route(reads, reads, reads).getException()).isNull();
    }

    @Test
    void itCanBeReadAnyNumberOfTimesInOneStep() throws Exception {
        assertThat(route(exchange -> {
            VideoStream stream = exchange.getMessage().getBody(VideoStream.class);
            for (int i = 0; i < 3; i++) {
                assertThat(stream.readNBytes(1_000)).isEqualTo(Arrays.copyOf(video, 1_000));
                assertThat(stream.position()).isEqualTo(1_000);
                assertThat(stream.available()).isEqualTo(video.length - 1_000);
                stream.reset();
                assertThat(stream.position()).isZero();
            }
            assertThat(stream.read()).isEqualTo(video[0]);
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            stream.writeTo(rest);
            assertThat(rest.size()).isEqualTo(video.length - 1);
            assertThat(stream.read()).isEqualTo(-1);
            stream.close();
            assertThat(stream.readAllBytes()).isEqualTo(video);
        }).getException()).isNull();
    }

    @Test
    void itBecomesAFileOrBytesOrAStreamOnDemand() throws Exception {
        assertThat(route(exchange -> {
            File file = exchange.getMessage().getBody(File.class);
            assertThat(file).hasBinaryContent(video).hasExtension("mp4");
        }, exchange -> {
            assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(video);
        }, exchange -> {
            try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                assertThat(in).hasBinaryContent(video);
            }
        }).getException()).isNull();
    }

    @Test
    void fileComponentCanWriteIt() throws Exception {
        Path target = directory.resolve("written.mp4");
        assertThat(route(exchange -> {
            exchange.getContext().createProducerTemplate().sendBodyAndHeader("file:" + directory,
                    exchange.getMessage().getBody(), Exchange.FILE_NAME, "written.mp4");
            assertThat(exchange.getMessage().getBody(File.class)).as("the temporary file is copied, not moved").exists();
        }).getException()).isNull();
        assertThat(target).hasBinaryContent(video);
    }

    @Test
    void onlyTheOwnerMayReadTheTemporaryFile() throws Exception {
        assertThat(route(exchange -> {
            Path file = exchange.getMessage().getBody(File.class).toPath();
            assertThat(Files.getPosixFilePermissions(file)).extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }).getException()).isNull();
    }

    @Test
    void failedDownloadLeavesNoTemporaryFile() throws Exception {
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_HTML);
        Set<Path> before = temporaryFiles();

        Exchange done = rig.finish(rig.send("pika:download", task));

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class);
        // other JVMs may have files there for a moment
        await().untilAsserted(() -> assertThat(temporaryFiles()).isSubsetOf(before));
    }

    @Test
    void brokenLineIsTakenUpForABodyToo() throws Exception {
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_TRUNCATED);

        assertThat(route(exchange -> assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(video)).getException()).isNull();
        assertThat(rig.simulator.requests().get(rig.simulator.requests().size() - 1).headers().get("range"))
                .containsExactly("bytes=" + video.length / 4 + "-");
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("camel-pika-"))
                    .collect(Collectors.toSet());
        }
    }

    private Exchange route(Processor... steps) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("direct:start").to("pika:download");
                for (Processor step : steps) {
                    route = route.process(step).to("direct:nothing");
                }
                from("direct:nothing").setProperty("seen", constant(true));
            }
        });
        return rig.finish(rig.send("direct:start", task));
    }
}
