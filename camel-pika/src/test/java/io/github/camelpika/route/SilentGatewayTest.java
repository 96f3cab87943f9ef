package io.github.camelpika.route;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that accepts connections and says nothing, beside one that answers. With real threads, as the point is who holds
 * them.
 */
class SilentGatewayTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    }

    private static String at(ServerSocket silent, String operation, String key) {
        return "pika:" + operation + "?allowHttp=true&apiKey=" + key + "&baseUri=http://127.0.0.1:" + silent.getLocalPort();
    }

    @Test
    void waitsForTasksOfASilentGatewayHoldUpNoJobOfAnother() throws Exception {
        try (ServerSocket silent = silent();
             PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.start();
            for (int i = 0; i < 100; i++) {
                rig.send(at(silent, "feed", "of-a-test"), "task-" + i);
            }
            await().until(() -> rig.component.services().runtime().waiter().waiting() == 100);
            CompletableFuture<Exchange> sent = rig.send("pika:generate", "a cat");
            await().atMost(SOON).until(sent::isDone);
            assertThat(sent.join().getException()).isNull();
        }
    }

    @Test
    void severalSilentGatewaysWithKeysOfManyTenantsHoldUpNoJobOfAnother() throws Exception {
        List<ServerSocket> silent = new ArrayList<>();
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.start();
            for (int i = 0; i < 4; i++) {
                silent.add(silent());
            }
            for (int i = 0; i < 800; i++) {
                rig.send(at(silent.get(i % 4), "feed", "of-tenant-" + i % 100), "task-" + i);
            }
            CompletableFuture<Exchange> sent = rig.send("pika:generate", "a cat");
            await().atMost(SOON).until(sent::isDone);
            assertThat(sent.join().getException()).isNull();
            assertThat(Thread.activeCount()).isLessThan(700);
        } finally {
            for (ServerSocket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void postsThatNobodyAnswersHoldUpNoWaitForTasksOfTheSameGateway() throws Exception {
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.start();
            CompletableFuture<Exchange> accepted = rig.send("pika:generate", "a cat");
            await().until(accepted::isDone);
            for (int i = 0; i < 40; i++) {
                rig.simulator.faults().next(Operation.GENERATE, Fault.SLOW);
                rig.send("pika:generate", "a dog " + i);
            }
            await().until(() -> rig.simulator.tasks().size() > 20);
            CompletableFuture<Exchange> sent = rig.send("pika:feed?wait=false", accepted.join().getMessage().getBody());
            await().atMost(SOON).until(sent::isDone);
            assertThat(sent.join().getException()).isNull();
            // lets go of the lines, so that the stop need not wait for them
            rig.simulator.close();
        }
    }
}
