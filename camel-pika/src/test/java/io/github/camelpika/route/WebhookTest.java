package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.wait.FixedSchedule;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * On a real HTTP server, with the simulator posting real callbacks. The poll interval is a minute, so what ends sooner
 * was ended by a callback.
 */
class WebhookTest {

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private MainHttpServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = new MainHttpServer();
        server.setCamelContext(rig.context);
        server.setHost("127.0.0.1");
        server.setPort(port);
        rig.context.addService(server);
        rig.component.getConfiguration().setPollInterval(Duration.ofMinutes(1));
        // tasks take a 200th of their time here, and so does the pause
        rig.context.getRegistry().bind("often", new FixedSchedule(Duration.ofMillis(20)));
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:pika:feed?queue=ads&webhookComponentName=platform-http&webhookPath=/pika"
                     + "&webhookExternalUrl=http://127.0.0.1:" + port).process(e -> taken.add(e.copy()));
                from("webhook:pika:feed?queue=deaf&pollInterval=200&webhookComponentName=platform-http&webhookPath=/deaf"
                     + "&webhookExternalUrl=http://127.0.0.1:" + port).process(e -> taken.add(e.copy()));
                from("direct:deaf").to("pika:generate?queue=deaf");
                from("pika:feed?queue=asked&pollSchedule=#often").process(e -> taken.add(e.copy()));
                from("direct:polled").to("pika:generate?queue=asked");
                from("direct:queued").to("pika:generate?queue=ads");
                from("direct:inline").to("pika:generate").to("pika:feed");
                from("direct:keyed").to("pika:generate?idempotentKey=order-${body}").to("pika:feed");
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private long queries() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count();
    }

    private int post(String query, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pika" + query))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private SimTask submitted() {
        rig.send("direct:queued", "a cat");
        await().until(() -> rig.component.services().tracker().counts("ads").waiting() == 1);
        return rig.simulator.tasks().get(0);
    }

    private static String query(SimTask task) {
        return "?" + URI.create(task.request().path("callback_url").asText()).getQuery();
    }

    @Test
    void aCallbackEndsAQueuedWaitLongBeforeThePollWould() {
        rig.send("direct:queued", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertThat(rig.simulator.tasks().get(0).request().path("callback_url").asText())
                .startsWith("http://127.0.0.1:" + port + "/pika?submission=").contains("&signature=");
        assertThat(queries()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:inline", "direct:keyed" })
    void aCallbackEndsAnInlineWaitToo(String uri) {
        var sent = rig.send(uri, "a cat");
        await().atMost(Duration.ofSeconds(20)).until(sent::isDone);
        assertThat(sent.join().getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void duplicatedAndReorderedCallbacksAreHarmless() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.CALLBACK_DUPLICATED)
                .next(Operation.GENERATE, Fault.CALLBACK_REORDERED);
        rig.send("direct:queued", "a cat");
        rig.send("direct:queued", "a dog");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 2);
        await().until(() -> rig.component.services().tracker().list("ads", 10).isEmpty());
        assertThat(taken).hasSize(2);
    }

    @Test
    void aCallbackIsNoFact() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);
        SimTask task = submitted();
        assertThat(post(query(task), "{\"task_id\":\"" + task.id() + "\",\"status\":\"3\",\"video_url\":\"https://evil\"}"))
                .isEqualTo(200);
        await().until(() -> queries() >= 1);
        assertThat(taken).isEmpty();
        assertThat(rig.component.services().tracker().counts("ads").waiting()).isEqualTo(1);
    }

    @Test
    void aCallbackTellsTheTaskOfASubmissionWhoseAnswerWasLost() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.send("direct:queued", "a cat");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 2);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE))
                .containsExactly("UNKNOWN", "SUCCEEDED");
        assertThat(rig.simulator.tasks()).hasSize(1);
        await().until(() -> rig.component.services().tracker().list("ads", 10).isEmpty());
    }

    @Test
    void whatIsNotRightIsAnsweredAsItDeserves() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);
        String right = query(submitted());
        assertThat(post("", "{}")).isEqualTo(404);
        assertThat(post("?submission=x&signature=y", "{}")).isEqualTo(404);
        assertThat(post(right.substring(0, right.length() - 1) + "0", "{}") == 404
                   || post(right.substring(0, right.length() - 1) + "1", "{}") == 404).isTrue();
        assertThat(post(right, "x".repeat(64 * 1024 + 1))).isEqualTo(413);
        assertThat(post(right, "no json")).isEqualTo(400);
        assertThat(post(right, "[]")).isEqualTo(400);
        assertThat(post(right, "{\"task_id\":\"unknown\"}")).isEqualTo(200);
    }

    @Test
    void losingEveryCallbackCostsOnlyLatency() {
        rig.simulator.faults().rate(Operation.GENERATE, Fault.CALLBACK_LOST, 1);
        for (int i = 0; i < 10; i++) {
            rig.send("direct:deaf", "job " + i);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 10);
        assertThat(taken).allSatisfy(
                e -> assertThat(e.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED"));
    }

    @Test
    void aThousandCallbacksCostAThousandQueriesAtMost() throws Exception {
        rig.simulator.faults().rate(Operation.GENERATE, Fault.TASK_NEVER_FINISHES, 1);
        for (int i = 0; i < 1_000; i++) {
            rig.send("direct:queued", "job " + i);
        }
        await().atMost(Duration.ofSeconds(30)).until(
                () -> rig.component.services().tracker().counts("ads").waiting() == 1_000);
        List<SimTask> tasks = rig.simulator.tasks();
        // the simulator itself tells of each task once, when it starts to run
        await().atMost(Duration.ofSeconds(30)).until(() -> queries() >= 1_000);
        long before = queries();
        for (SimTask task : tasks) {
            assertThat(post(query(task), "{\"task_id\":\"" + task.id() + "\",\"status\":\"1\"}")).isEqualTo(200);
        }
        await().during(Duration.ofMillis(300)).until(() -> queries() - before <= 1_000);
    }

    @Test
    void whatIsDroppedIsCountedWhereOneCanSeeIt() throws Exception {
        String right = query(submitted());
        assertThat(post(right, "{\"task_id\":\"another\"}")).isEqualTo(200);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<Long> dropped = new ArrayList<>();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:type=consumers,context=" + rig.context.getName() + ",*"), null)) {
            if (name.toString().contains("PikaFeedConsumer") && "ads".equals(server.getAttribute(name, "Queue"))) {
                dropped.add((Long) server.getAttribute(name, "DroppedCallbacks"));
            }
        }
        assertThat(dropped).containsExactly(1L);
    }

    /**
     * Durations and intervals at a 250th: a task takes three minutes, and is asked after every 5 s without a webhook, and
     * hardly ever with one.
     */
    @Test
    void aWebhookSavesMostOfTheQueries() {
        double polled = queriesPerVideo("direct:polled");
        double called = queriesPerVideo("direct:queued");
        System.out.printf("Queries for one video: %.1f polled every 5 s, %.1f with a webhook%n", polled,
                called);
        assertThat(called).isLessThan(polled / 3);
    }

    private double queriesPerVideo(String uri) {
        int videos = 20;
        int done = taken.size() + videos;
        long before = queries();
        for (int i = 0; i < videos; i++) {
            rig.send(uri, "job " + i);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> taken.size() >= done);
        return (queries() - before) / (double) videos;
    }
}
