package io.github.camelpika.route;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A stop breaks off what is under way, and what came is there for the next start. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedDownloadTest {

    @TempDir
    Path directory;
    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO));
    private final PoolingHttpClientConnectionManager shared = new PoolingHttpClientConnectionManager();
    private VideoTask task;

    @BeforeEach
    void start() throws Exception {
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(shared);
        rig.component.setHttpComponent(http);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("pika:download?directory=" + directory);
                from("direct:make").to("pika:generate").to("pika:feed?pollInterval=100");
            }
        }).start();
        task = rig.template.requestBody("direct:make", "a cat", VideoTask.class);
        rig.context.getShutdownStrategy().setTimeout(1);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        shared.close();
    }

    @Test
    void contextThatStopsBreaksOffADownloadOverSharedConnections() throws Exception {
        CompletableFuture<Exchange> download = stalled();

        rig.context.stop();

        assertBrokenOff(download);
    }

    @Test
    void routeThatStopsBreaksOffItsDownloads() throws Exception {
        CompletableFuture<Exchange> download = stalled();

        rig.context.getRouteController().stopRoute("in", 1, TimeUnit.MILLISECONDS);

        assertBrokenOff(download);
        rig.context.getRouteController().startRoute("in");
        assertThat(rig.send("direct:in", task).get(10, TimeUnit.SECONDS).getException()).isNull();
        assertThat(rig.simulator.requests().get(rig.simulator.requests().size() - 1).headers()).containsKey("range");
        assertThat(directory.resolve(".pika")).doesNotExist();
    }

    /** Comes half way, and then no byte more. */
    private CompletableFuture<Exchange> stalled() {
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_STALLS);
        CompletableFuture<Exchange> download = rig.send("direct:in", task);
        await().until(() -> Files.exists(directory.resolve(".pika")) && largest() > 1_000);
        return download;
    }

    private long largest() throws Exception {
        try (var parts = Files.list(directory.resolve(".pika"))) {
            return parts.mapToLong(part -> part.toFile().length()).max().orElse(0);
        }
    }

    private void assertBrokenOff(CompletableFuture<Exchange> download) throws Exception {
        assertThat(download.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageContaining("it was cancelled, because its route or the context is stopping");
        assertThat(directory.resolve(".pika")).isDirectoryContaining("glob:**.part").isDirectoryContaining("glob:**.json");
    }
}
