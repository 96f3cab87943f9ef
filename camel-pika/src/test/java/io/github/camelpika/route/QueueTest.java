package io.github.camelpika.route;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.feed.PikaFeedConsumer;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.QueueCounts;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.BrowsableEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class QueueTest {

    private final PikaRig rig = new PikaRig();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void start(String options) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads" + options).routeId("taker").process(e -> {
                    taken.add(e.copy());
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("a bug of the route's");
                    }
                });
            }
        }).start();
    }

    private QueueCounts counts() {
        return rig.component.services().tracker().counts("ads");
    }

    private void awaitTaken(int count) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return taken.size() >= count;
        });
    }

    private Exchange submit(Object body, Map<String, Object> headers) {
        return rig.send("direct:in", body, headers).getNow(null);
    }

    @Test
    void theSubmittingRouteGoesOnAtOnceAndAnotherTakesTheFinishedTask() throws Exception {
        start("");
        Exchange submitted = submit("a cat", Map.of("campaign", "spring", "row", 7));
        assertThat(submitted.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.QUEUED);
        awaitTaken(1);

        VideoTask task = taken.get(0).getMessage().getBody(VideoTask.class);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(taken.get(0).getMessage().getHeaders())
                .containsEntry("campaign", "spring").containsEntry("row", 7)
                .containsEntry(PikaConstants.SUBMITTED_BODY, "a cat")
                .containsEntry(PikaConstants.VIDEO_URL, task.video().url())
                .containsEntry(PikaConstants.TASK_ID, submitted.getMessage().getHeader(PikaConstants.TASK_ID));
        await().until(() -> counts().equals(new QueueCounts(0, 0, 0, 0, 0)));
    }

    @Test
    void everyEndIsDelivered() throws Exception {
        start("&waitTimeout=10m&queueTimeout=5m");
        for (Fault fault : List.of(Fault.TASK_FAILED, Fault.TASK_STUCK, Fault.TASK_NEVER_FINISHES, Fault.LOST_RESPONSE)) {
            rig.simulator.faults().next(Operation.GENERATE, fault);
            assertThat(submit(fault.name(), Map.of()).getException()).isNull();
        }
        submit("fine", Map.of());
        awaitTaken(5);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.SUBMITTED_BODY) + " "
                                          + e.getMessage().getHeader(PikaConstants.STATE))
                .containsExactlyInAnyOrder("TASK_FAILED FAILED", "TASK_STUCK TIMED_OUT", "TASK_NEVER_FINISHES TIMED_OUT",
                        "LOST_RESPONSE UNKNOWN", "fine SUCCEEDED");
        await().until(() -> counts().unknown() == 1);
    }

    @Test
    void whatWasRefusedIsAnExceptionOfTheSubmittingRouteAndInNoQueue() throws Exception {
        start("");
        rig.simulator.faults().next(Operation.GENERATE, Fault.NO_CREDIT);
        assertThat(submit("a cat", Map.of()).getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(rig.component.services().tracker().list("ads", 10)).isEmpty();
    }

    @Test
    void aRouteThatFailedGetsTheTaskAgainAfterAPauseThatDoubles() throws Exception {
        failures.set(2);
        start("&deliveryDelay=1m");
        submit("a cat", Map.of());
        awaitTaken(1);
        await().until(() -> counts().delivering() == 0);
        rig.advance(Duration.ofSeconds(30));
        assertThat(taken).hasSize(1);
        awaitTaken(3);
        await().until(() -> counts().equals(new QueueCounts(0, 0, 0, 0, 0)));
        assertThat(taken).hasSize(3).allSatisfy(e -> assertThat(e.getMessage().getHeader(PikaConstants.STATE))
                .isEqualTo("SUCCEEDED"));
    }

    @Test
    void aTaskThatFailsTooOftenIsDeadAndCanBeSentAgain() throws Exception {
        failures.set(3);
        start("&maxDeliveries=3&deliveryDelay=1s");
        submit("a cat", Map.of());
        awaitTaken(3);
        await().until(() -> counts().dead() == 1);
        rig.advance(Duration.ofHours(1));
        assertThat(taken).hasSize(3);
        String id = rig.component.services().tracker().list("ads", 10).get(0).id();
        PikaFeedConsumer consumer = (PikaFeedConsumer) rig.context.getRoute("taker").getConsumer();
        assertThat(consumer.getLastError()).contains("a bug of the route's");
        assertThat(consumer.sendAgain(id)).isTrue();
        awaitTaken(4);
        await().until(() -> counts().equals(new QueueCounts(0, 0, 0, 0, 0)));
        assertThat(consumer.sendAgain(id)).isFalse();
    }

    @Test
    void emitChangesGivesEveryChangeToo() throws Exception {
        rig.use("vapi");
        start("&emit=changes");
        submit("a cat", Map.of());
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return taken.stream().anyMatch(e -> "SUCCEEDED".equals(e.getMessage().getHeader(PikaConstants.STATE)));
        });
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE)).contains("RUNNING");
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE)).filteredOn("SUCCEEDED"::equals)
                .hasSize(1);
    }

    @Test
    void aSlowRouteDoesNotSlowThePollingOfOtherTasks() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> slow.await(20, TimeUnit.SECONDS)).process(e -> taken.add(e));
            }
        }).start();
        for (int i = 0; i < 5; i++) {
            submit("job " + i, Map.of());
        }
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return counts().waiting() == 0 && counts().ready() == 5 && counts().delivering() == 1;
        });
        slow.countDown();
        await().until(() -> taken.size() == 5);
    }

    @Test
    void concurrentConsumersIsHowManyRoutesRunAtOnce() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&concurrentConsumers=3").process(e -> {
                    three.countDown();
                    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
                    taken.add(e);
                });
            }
        }).start();
        for (int i = 0; i < 3; i++) {
            submit("job " + i, Map.of());
        }
        awaitTaken(3);
    }

    @Test
    void aSuspendedConsumerTakesNothingAndAResumedOneTakesWhatCameMeanwhile() throws Exception {
        start("");
        rig.context.getRouteController().suspendRoute("taker");
        submit("a cat", Map.of());
        rig.advance(Duration.ofMinutes(10));
        assertThat(taken).isEmpty();
        assertThat(counts().ready()).isEqualTo(1);
        rig.context.getRouteController().resumeRoute("taker");
        awaitTaken(1);
    }

    @Test
    void aConsumerThatComesLaterTakesWhatIsThere() throws Exception {
        start("");
        rig.context.getRouteController().stopRoute("taker");
        submit("a cat", Map.of());
        long before = rig.simulator.requests().size();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.simulator.requests()).as("nobody asks without a consumer").hasSize((int) before);
        rig.context.getRouteController().startRoute("taker");
        assertThat(rig.simulator.requests()).as("the start asks no gateway").hasSize((int) before);
        awaitTaken(1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void secretsAndHttpHeadersAreNotKeptAndOtherObjectsAreAsJson() throws Exception {
        start("");
        submit("a cat", Map.of("Authorization", "Bearer x", "cookie", "c", "CamelHttpUri", "http://x", "X-Mine",
                rig.simulator.apiKey(), "CamelPikaStyle", "Melt", "list", List.of(1, 2), "ok", true));
        awaitTaken(1);
        assertThat(taken.get(0).getMessage().getHeaders()).containsEntry("list", "[1,2]").containsEntry("ok", true)
                .doesNotContainKeys("Authorization", "cookie", "CamelHttpUri", "X-Mine", "CamelPikaStyle");
    }

    @Test
    void aStreamIsKeptAsTextAndReadAsThePromptToo() throws Exception {
        start("");
        submit(new ByteArrayInputStream("a cat".getBytes()), Map.of());
        awaitTaken(1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.SUBMITTED_BODY)).isEqualTo("a cat");
        assertThat(rig.simulator.tasks().get(0).prompt()).isEqualTo("a cat");
    }

    @Test
    void aBodyThatIsTooLargeToKeepIsRefusedBeforeThePost() throws Exception {
        start("");
        Exchange refused = submit("x".repeat(2 << 20), Map.of(PikaConstants.PROMPT, "a cat"));
        assertThat(refused.getException()).isInstanceOf(PikaInvalidRequestException.class).hasMessageContaining("1 MiB");
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @Test
    void theKeyOfTheComponentThatSubmittedIsUsedWhereTheConsumerHasAnother() throws Exception {
        PikaComponent other = new PikaComponent();
        other.setRuntimes(owner -> rig.component.services().runtime());
        other.getConfiguration().setGateway("vapi");
        other.getConfiguration().setBaseUri(rig.simulator.baseUri("vapi").toString());
        other.getConfiguration().setApiKey(rig.simulator.apiKey());
        rig.context.addComponent("pika-vapi", other);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika-vapi:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> taken.add(e.copy()));
            }
        }).start();
        submit("a cat", Map.of());
        awaitTaken(1);
        assertThat(taken.get(0).getMessage().getHeaders()).containsEntry(PikaConstants.GATEWAY, "vapi")
                .containsEntry(PikaConstants.STATE, "SUCCEEDED");
    }

    @Test
    void aTaskThatNobodyHasTheKeyForIsNotAskedForAndTimesOut() throws Exception {
        start("");
        rig.context.getRouteController().stopRoute("taker");
        submit("a cat", Map.of());
        long before = rig.simulator.requests().size();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads&gateway=yescale&baseUri=" + rig.simulator.baseUri("yescale"))
                        .process(e -> taken.add(e.copy()));
            }
        });
        rig.component.getConfiguration().setGateway("yutoai");
        awaitTaken(1);
        assertThat(rig.simulator.requests()).hasSize((int) before);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.ERROR, String.class))
                .contains("no consumer of the queue has the key for cometapi");
    }

    @Test
    void browsingShowsWhatWaits() throws Exception {
        start("");
        submit("a cat", Map.of());
        submit("a dog", Map.of());
        List<Exchange> shown = rig.context.getEndpoint("pika:feed?queue=ads", BrowsableEndpoint.class).getExchanges();
        assertThat(shown).extracting(e -> e.getMessage().getHeader(PikaConstants.SUBMITTED_BODY))
                .containsExactly("a cat", "a dog");
    }

    @Test
    void aThousandHintsInASecondCostAThousandQueriesAtMost() throws Exception {
        start("&pollInterval=10m");
        for (int i = 0; i < 1_000; i++) {
            submit("job " + i, Map.of());
        }
        rig.advance(Duration.ofSeconds(5));
        long before = rig.simulator.requests().size();
        rig.simulator.tasks().forEach(task -> {
            for (int duplicate = 0; duplicate < 3; duplicate++) {
                assertThat(rig.component.services().runtime().waiter().askNow(task.id())).isTrue();
            }
        });
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.simulator.requests().size() - before).isLessThanOrEqualTo(1_000);
    }
}
