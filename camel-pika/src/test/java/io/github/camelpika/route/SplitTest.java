package io.github.camelpika.route;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What docs/feed.adoc says of a splitter.
 */
class SplitTest {

    private static final int PARTS = 30;

    private PikaRig rig = new PikaRig();
    private Instant begin;

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void partsWaitOneAfterTheOtherByThemselves() throws Exception {
        CompletableFuture<Exchange> table = send(false);
        assertThat(rig.simulator.tasks()).hasSize(1);

        rig.finish(table);
        assertThat(rig.simulator.tasks()).hasSize(PARTS);
        assertThat(minutes()).isGreaterThan(PARTS);
    }

    /** More of them than the splitter's pool has threads: each gives its own back when it waits. */
    @Test
    void partsWaitAtTheSameTimeInParallel() throws Exception {
        rig.close();
        rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(100), Duration.ofMinutes(10)));
        send(true);

        await().until(() -> rig.simulator.tasks().size() == PARTS);
    }

    private CompletableFuture<Exchange> send(boolean parallel) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:table").split(body()).parallelProcessing(parallel).to("pika:generate").to("pika:feed").end();
            }
        }).start();
        begin = rig.timer.instant();
        return rig.send("direct:table", IntStream.range(0, PARTS).mapToObj(part -> "prompt " + part).toList());
    }

    private long minutes() {
        return Duration.between(begin, rig.timer.instant()).toMinutes();
    }
}
