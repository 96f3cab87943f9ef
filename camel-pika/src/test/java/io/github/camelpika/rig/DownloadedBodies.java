package io.github.camelpika.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A finished task, and a look at the temporary files behind the bodies that a route reads.
 */
public final class DownloadedBodies implements AutoCloseable {

    public final PikaRig rig = new PikaRig().start();
    public final List<Path> seen = new CopyOnWriteArrayList<>();
    public final VideoTask task;

    public DownloadedBodies() {
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        task = rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
    }

    /** Sends the task to direct:start. */
    public Exchange send() throws Exception {
        return rig.send("direct:start", task).get();
    }

    public void run(RoutesBuilder routes) throws Exception {
        rig.with(routes);
        assertThat(send().getException()).isNull();
    }

    /** Reads the whole body, or fails. */
    public void read(Exchange exchange) {
        read(exchange.getMessage().getBody(VideoStream.class));
    }

    public void read(VideoStream stream) {
        try (stream) {
            assertThat(stream.readAllBytes()).hasSize((int) stream.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seen.add(stream.path());
    }

    /** After so many reads, none of the files is left. */
    public void assertGone(int reads) {
        assertThat(seen).hasSize(reads);
        await().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> assertThat(seen).noneMatch(Files::exists));
    }

    @Override
    public void close() throws Exception {
        rig.close();
    }
}
