package io.github.camelpika.route;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that accepts connections and says nothing, beside one that answers. With real threads, as the point is who holds
 * them.
 */
class SilentGatewayTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    /** What is not answered by then has failed. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(30);

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
        int before = Thread.activeCount();
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.start();
            for (int i = 0; i < 4; i++) {
                silent.add(silent());
            }
            for (int i = 0; i < 1_500; i++) {
                rig.send(at(silent.get(i % 4), "feed", "of-tenant-" + i), "task-" + i);
            }
            CompletableFuture<Exchange> sent = rig.send("pika:generate", "a cat");
            await().atMost(SOON).until(sent::isDone);
            assertThat(sent.join().getException()).isNull();
            assertThat(Thread.activeCount() - before).isLessThan(700);
        } finally {
            for (ServerSocket each : silent) {
                each.close();
            }
        }
    }

    /**
     * Accepts jobs, and says nothing to who asks after one until it may.
     */
    private static HttpServer accepting(CountDownLatch speaks, AtomicInteger asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newCachedThreadPool());
        AtomicInteger accepted = new AtomicInteger();
        server.createContext("/pika/generate", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, "{\"id\":\"silent-" + accepted.incrementAndGet() + "\"}");
        });
        server.createContext("/pika/feed", exchange -> {
            asked.incrementAndGet();
            try {
                speaks.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "{\"videos\":[{\"status\":\"finished\",\"resultUrl\":\"https://a.example/v.mp4\"}]}");
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL", "MARIADB" })
    void tasksOfSilentGatewaysInADatabaseHoldUpNoneOfAnother(TestDatabases database) throws Exception {
        CountDownLatch speaks = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<HttpServer> silent = new ArrayList<>();
        List<String> taken = new CopyOnWriteArrayList<>();
        try (JdbcTaskTracker tracker = new JdbcTaskTracker();
             PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            tracker.setDataSource(database.fresh());
            rig.component.setTaskTracker(tracker);
            for (int i = 0; i < 3; i++) {
                silent.add(accepting(speaks, asked));
                PikaComponent other = new PikaComponent();
                other.setTaskTracker(tracker);
                other.setMaxRequestsPerSecond(1_000);
                other.getConfiguration().setGateway("vapi");
                other.getConfiguration().setBaseUri("http://127.0.0.1:" + silent.get(i).getAddress().getPort());
                other.getConfiguration().setApiKey("of-a-test");
                rig.context.addComponent("silent" + i, other);
            }
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pika:feed?queue=ads&pollInterval=300ms")
                            .process(e -> taken.add(e.getMessage().getHeader(PikaConstants.SUBMITTED_BODY, String.class)));
                }
            }).start();
            long begun = System.nanoTime();
            for (int i = 0; i < 150; i++) {
                submit(rig, "silent" + i % 3, "a silent cat");
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> asked.get() > 20);
            for (int i = 0; i < 5; i++) {
                String prompt = "a cat " + i;
                submit(rig, "pika", prompt);
                // half of the time for which one is waited for that says nothing
                await().atMost(Duration.ofSeconds(15)).until(() -> taken.contains(prompt));
            }
            assertThat(taken).hasSize(5);
            speaks.countDown();
            boolean inTime = System.nanoTime() - begun < LONGEST_QUESTION.toNanos();
            await().atMost(Duration.ofSeconds(30)).until(() -> taken.size() == 155);
            if (inTime) {
                assertThat(asked).as("nothing is asked again while its question is open").hasValue(150);
            }
        } finally {
            speaks.countDown();
            silent.forEach(server -> server.stop(0));
        }
    }

    private static void submit(PikaRig rig, String component, String prompt) throws Exception {
        Exchange sent = rig.send(component + ":generate?queue=ads", prompt).get(30, TimeUnit.SECONDS);
        assertThat(sent.getException()).isNull();
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
