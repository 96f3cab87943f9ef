package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.PikaOperation;
import io.github.camelpika.generate.Fingerprint;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.TaskLines;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is paid for is in the log, in one line each time. */
class TaskLogTest {

    private final PikaRig rig = new PikaRig();
    private final TaskLines lines = new TaskLines();

    @BeforeEach
    void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("films").to("pika:generate").to("pika:feed");
                from("direct:key").routeId("orders").to("pika:generate?idempotentKey=order-${header.order}").to("pika:feed");
                from("direct:queue").routeId("ads").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&waitTimeout=10m").routeId("taker").autoStartup(false).to("mock:out");
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        lines.close();
        rig.close();
    }

    private String id(Exchange exchange) {
        return exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    private List<String> linesOf(String word) {
        return lines.all().stream().filter(line -> line.contains(word)).toList();
    }

    @Test
    void aTaskThatIsWaitedForInlineHasALineForItsAcceptanceAndOneForItsEnd() {
        Exchange done = rig.finish(rig.send("direct:in", "a cat"));
        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(0))
                .isEqualTo("INFO cometapi accepted task " + id(done) + " (route films, prompt 'a cat')");
        assertThat(lines.all().get(1)).matches("INFO cometapi task " + id(done) + " ended as SUCCEEDED after 12\\d s, \\d+ points");
    }

    @Test
    void aTaskWithAKeyIsTellingIt() {
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        assertThat(linesOf("accepted")).singleElement().asString().endsWith("(route orders, key 'order-7', prompt 'a cat')");
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        assertThat(lines.all()).hasSize(2);
    }

    @Test
    void aTaskOfAQueueHasTheSameLines() throws Exception {
        rig.context.getRouteController().startRoute("taker");
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofMinutes(3));
        assertThat(linesOf("accepted")).singleElement().asString().endsWith("(route ads, queue ads, prompt 'a cat')");
        assertThat(linesOf("ended as SUCCEEDED after 12")).hasSize(1);
        assertThat(lines.all()).hasSize(2);
    }

    @Test
    void twoWaitsForOneTaskTellItsEndOnce() {
        var first = rig.send("direct:in", "a cat");
        rig.advance(Duration.ofSeconds(5));
        String taskId = rig.simulator.tasks().get(0).id();
        var second = rig.send("pika:feed", taskId);
        rig.finish(first);
        rig.finish(second);
        assertThat(linesOf("ended as")).hasSize(1);
        rig.finish(rig.send("pika:feed?wait=false", taskId));
        assertThat(linesOf("ended as")).hasSize(1);
    }

    @Test
    void twoWaitsThatTimeOutTellItOnce() {
        var first = rig.send("pika:feed?waitTimeout=1m", "no-such-task-yet");
        var second = rig.send("pika:feed?waitTimeout=1m", "no-such-task-yet");
        rig.simulator.faults().rate(Operation.FEED, Fault.SERVER_ERROR, 1);
        rig.finish(first);
        rig.finish(second);
        assertThat(lines.all()).singleElement().asString()
                .startsWith("INFO cometapi task no-such-task-yet ended as TIMED_OUT after 60 s: not finished after waitTimeout=60s");
    }

    @Test
    void aTaskOfAQueueThatNobodyHasTheKeyForHasItsEnd() throws Exception {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.component.getConfiguration().setApiKey(null);
        for (var endpoint : rig.context.getEndpoints()) {
            if (endpoint instanceof PikaEndpoint pika && pika.getOperation() == PikaOperation.feed) {
                pika.getConfiguration().setApiKey(null);
            }
        }
        rig.context.getRouteController().startRoute("taker");
        rig.advance(Duration.ofMinutes(11));
        assertThat(linesOf("ended as")).singleElement().asString().contains("ended as TIMED_OUT after 600 s: no consumer of the queue");
    }

    @Test
    void anUnknownFateIsAWarningInline() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:in", "a cat"));
        assertThat(lines.all()).singleElement().asString()
                .matches("WARN It is not known whether cometapi accepted submission \\S+ \\(route films, prompt 'a cat'\\)\\..*What happened: .+");
    }

    @Test
    void anUnknownFateIsAWarningOnceInAQueueAndWithAKey() throws Exception {
        rig.context.getRouteController().startRoute("taker");
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofMinutes(20));
        await().untilAsserted(() -> assertThat(rig.component.services().tracker().counts("ads").unknown()).isEqualTo(1));
        assertThat(lines.all()).singleElement().asString().startsWith("WARN").contains("(route ads, queue ads, prompt 'a cat')")
                .contains(rig.component.services().tracker().listUnknown(1).get(0).id());
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        assertThat(linesOf("key 'order-7'")).hasSize(1);
    }

    @Test
    void theLineIsThereBeforeTheTrackerIsTold() {
        FlakyTracker flaky = new FlakyTracker();
        rig.component.setTaskTracker(flaky.tracker);
        List<String> before = new ArrayList<>();
        flaky.onCall("accepted", () -> before.addAll(lines.all())).fails("accepted", 1);
        rig.finish(rig.send("direct:queue", "a cat"));
        assertThat(before).singleElement().asString().contains("accepted task " + rig.simulator.tasks().get(0).id());
    }

    @Test
    void whatIsAnsweredAfterTheStopIsStillWritten() throws Exception {
        try (PikaRig stopped = new PikaRig()) {
            ExecutorService shutDown = Executors.newSingleThreadExecutor();
            shutDown.shutdownNow();
            stopped.component.setRuntimes(owner -> new ComponentRuntime(owner, stopped.timer,
                    new RuntimeThreads(new DirectExecutor(), shutDown, shutDown, shutDown, shutDown)));
            stopped.start();
            stopped.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
            stopped.send("pika:generate", "a cat");
            stopped.send("pika:generate", "a dog");
            assertThat(lines.all()).hasSize(2);
            assertThat(lines.all().get(0)).startsWith("WARN").contains("'a cat'");
            assertThat(lines.all().get(1)).startsWith("INFO").contains("'a dog'", stopped.simulator.tasks().get(1).id());
        }
    }

    @Test
    void aSubmissionThatSomebodyElseLeftBehindIsAWarningWhenItIsGivenUp() {
        TrackedTask intent = TrackedTask.intent(Claim.idOf("order-7"),
                new Claim("who died", "order-7", Fingerprint.of(GenerateRequest.of("a cat"))), null,
                new Origin("pika", "cometapi", "https://api.example.com"), SubmittedMessage.NOTHING);
        rig.component.services().tracker().intend(intent.asking("a cat"));
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        rig.finish(rig.send("direct:key", "a cat", Map.of("order", 7)));
        assertThat(lines.all()).singleElement().asString()
                .startsWith("WARN It is not known whether cometapi accepted submission " + Claim.idOf("order-7")
                            + " (key 'order-7', prompt 'a cat')");
    }

    @Test
    void whatAPromptHoldsIsCleanedAndShortened() {
        String key = rig.simulator.apiKey();
        rig.finish(rig.send("direct:in", "like https://bob:pw@cdn.example/a.png?X-Sig=abc\n2026 INFO forged " + key + " " + "x".repeat(500)));
        assertThat(linesOf("accepted")).singleElement().asString().hasSizeLessThan(250)
                .contains("prompt 'like https://cdn.example/a.png?... 2026 INFO forged *** xxx").endsWith("...')")
                .doesNotContain("X-Sig", "bob", key);
    }
}
