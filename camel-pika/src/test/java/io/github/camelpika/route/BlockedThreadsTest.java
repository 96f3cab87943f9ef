package io.github.camelpika.route;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With real threads, as the point is what happens when they are all busy.
 */
class BlockedThreadsTest {

    @Test
    void stepsThatBlockOnOtherWaitsDoNotKeepThemFromEnding() throws Exception {
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofMillis(200)))) {
            rig.component.getConfiguration().setPollInterval(Duration.ofMillis(100));
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outer").to("pika:generate")
                            .process(e -> rig.template.requestBody("direct:inner", e.getMessage().getBody()));
                    from("direct:inner").to("pika:feed");
                }
            }).start();
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                sent.add(rig.send("direct:outer", "job " + i));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> sent.stream().allMatch(CompletableFuture::isDone));
            assertThat(sent).allSatisfy(done -> assertThat(done.join().getException()).isNull());
        }
    }

    @Test
    void aStopWithAPostOnASilentLineEndsItAsUnknown() throws Exception {
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.start();
            rig.simulator.faults().next(Operation.GENERATE, Fault.SLOW);
            CompletableFuture<Exchange> sent = rig.send("pika:generate", "a cat");
            await().until(() -> !rig.simulator.tasks().isEmpty());
            rig.context.stop();
            assertThat(sent).isDone();
            assertThat(sent.join().getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        }
    }

    @Test
    void aStopWhileNobodyAnswersAConnectionEndsTheExchange() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.component.getConfiguration().setBaseUri("https://127.0.0.1:" + mute.getLocalPort());
            rig.start();
            CompletableFuture<Exchange> sent = rig.send("pika:generate", "a cat");
            mute.accept();
            rig.context.stop();
            assertThat(sent).isDone();
            assertThat(sent.join().getException()).isInstanceOf(PikaGatewayException.class);
        }
    }
}
