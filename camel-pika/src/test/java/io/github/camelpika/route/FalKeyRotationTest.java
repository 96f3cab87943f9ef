package io.github.camelpika.route;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway takes another key, by a clock that the test turns. Nothing is polled within the hour. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FalKeyRotationTest {

    private final PikaRig rig = new PikaRig().use("fal");
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
        rig.component.getConfiguration().setCallbackKeysUri(rig.simulator.jwksUri().toString());
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:pika:feed?queue=ads&webhookComponentName=platform-http&webhookPath=/pika&pollSchedule=fixed"
                     + "&pollInterval=1h&waitTimeout=20h&queueTimeout=20h&webhookExternalUrl=http://127.0.0.1:" + port)
                        .process(e -> taken.add(e.copy()));
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void finishOne() {
        rig.finish(rig.send("pika:generate?queue=ads", "a cat"));
        rig.advance(Duration.ofMinutes(3));
        rig.simulator.fireDueCallbacks();
        rig.advance(Duration.ofSeconds(5));
    }

    @Test
    void callbacksSignedWithANewKeyAreTakenAtTheirFirstTry() {
        finishOne();
        rig.simulator.rotateSigningKey();
        finishOne();
        rig.simulator.rotateSigningKey();
        finishOne();

        await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 3);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE)).containsOnly("SUCCEEDED");
        assertThat(rig.simulator.requests().stream().filter(request -> request.operation() == Operation.KEYS)).hasSize(3);
        assertThat(rig.component.services().observer().totals()).containsEntry("fal.callbacks.taken", 3L)
                .doesNotContainKeys("fal.callbacks.refused", "fal.callbacks.postponed");
    }
}
