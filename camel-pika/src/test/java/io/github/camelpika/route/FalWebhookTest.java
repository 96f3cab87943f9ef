package io.github.camelpika.route;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * On a real HTTP server, with the simulator posting callbacks that it signs. The poll interval is a minute, so what ends
 * sooner was ended by a callback.
 */
class FalWebhookTest {

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500))).use("fal");
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MainHttpServer server = new MainHttpServer();
        server.setCamelContext(rig.context);
        server.setHost("127.0.0.1");
        server.setPort(port);
        rig.context.addService(server);
        rig.component.getConfiguration().setPollInterval(Duration.ofMinutes(1));
        rig.component.getConfiguration().setCallbackKeysUri(rig.simulator.jwksUri().toString());
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:pika:feed?queue=ads&webhookComponentName=platform-http&webhookPath=/pika"
                     + "&webhookExternalUrl=http://127.0.0.1:" + port).process(e -> taken.add(e.copy()));
                from("direct:queued").to("pika:generate?queue=ads");
                from("direct:inline").to("pika:generate").to("pika:feed");
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private long callbacks(String outcome) {
        return rig.component.services().observer().totals().getOrDefault("fal.callbacks." + outcome, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2.2", "fal-ai/other/v1/text-to-video" })
    void aSignedCallbackEndsAQueuedWaitLongBeforeThePollWould(String model) {
        rig.send("direct:queued", "eine Katze, größer", Map.of("CamelPikaModel", model));
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertThat(callbacks("taken")).isEqualTo(1);
    }

    @Test
    void aSignedCallbackEndsAnInlineWaitToo() {
        var sent = rig.send("direct:inline", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(sent::isDone);
        assertThat(sent.join().getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aSignedCallbackTellsTheTaskOfASubmissionWhoseAnswerWasLost() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.send("direct:queued", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 2);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE)).containsExactly("UNKNOWN", "SUCCEEDED");
    }

    @ParameterizedTest
    @EnumSource(names = { "CALLBACK_FORGED", "CALLBACK_STALE", "CALLBACK_UNSIGNED" })
    void anyOtherWakesNobody(Fault fault) {
        rig.simulator.faults().next(Operation.GENERATE, fault);
        rig.send("direct:queued", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> callbacks("refused") >= 1);
        assertThat(taken).isEmpty();
        assertThat(callbacks("taken")).isZero();
    }

    @Test
    void aFailureIsToldAsWell() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        rig.send("direct:queued", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("FAILED");
    }
}
