package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class PollingConsumerTest {

    private final PikaRig rig = new PikaRig(Durations.fixed(Duration.ZERO, Duration.ofMinutes(1)));

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private String submit() {
        return rig.send("pika:generate", "a cat").getNow(null).getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    private PollingConsumer consumer(String uri) throws Exception {
        PollingConsumer consumer = rig.context.getEndpoint(uri).createPollingConsumer();
        consumer.start();
        return consumer;
    }

    /** The call blocks its thread, so the clock is turned on this one. */
    private <T> T whileTheClockTurns(CompletableFuture<T> call) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return call.isDone();
        });
        return call.join();
    }

    @Test
    void receiveWaitsUntilTheTaskHasEnded() throws Exception {
        rig.start();
        PollingConsumer consumer = consumer("pika:feed?taskId=" + submit());
        Exchange exchange = whileTheClockTurns(CompletableFuture.supplyAsync(consumer::receive));
        assertThat(exchange.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(exchange.getMessage().getHeaders()).containsKeys(PikaConstants.VIDEO_URL, PikaConstants.POLLS);
    }

    @Test
    void receiveNoWaitGivesOnlyATaskThatHasEnded() throws Exception {
        rig.start();
        PollingConsumer consumer = consumer("pika:feed?taskId=" + submit());
        assertThat(whileTheClockTurns(CompletableFuture.supplyAsync(consumer::receiveNoWait))).isNull();
        rig.advance(Duration.ofMinutes(2));
        assertThat(whileTheClockTurns(CompletableFuture.supplyAsync(consumer::receiveNoWait))).isNotNull();
    }

    @Test
    void receiveWithATimeoutGivesNullWhenItIsUp() throws Exception {
        rig.start();
        PollingConsumer consumer = consumer("pika:feed?taskId=" + submit());
        assertThat(whileTheClockTurns(CompletableFuture.supplyAsync(() -> consumer.receive(10_000)))).isNull();
        assertThat(whileTheClockTurns(CompletableFuture.supplyAsync(() -> consumer.receive(600_000)))).isNotNull();
    }

    @Test
    void receiveTellsATimeoutOfItsOwnAsAState() throws Exception {
        rig.start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);
        PollingConsumer consumer = consumer("pika:feed?waitTimeout=20s&taskId=" + submit());
        Exchange exchange = whileTheClockTurns(CompletableFuture.supplyAsync(consumer::receive));
        assertThat(exchange.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
    }

    @Test
    void pollEnrichTakesTheTaskOfTheExchange() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("pika:feed", 600_000).process(e -> bodies.add(e.getMessage().getBody()));
                from("direct:poll").poll("pika:feed", 600_000).process(e -> bodies.add(e.getMessage().getBody()));
            }
        }).start();
        for (String uri : List.of("direct:in", "direct:poll")) {
            String taskId = submit();
            whileTheClockTurns(CompletableFuture.supplyAsync(
                    () -> rig.template.requestBodyAndHeaders(uri, "any", Map.of(PikaConstants.TASK_ID, taskId))));
            assertThat(bodies).last().isInstanceOfSatisfying(VideoTask.class,
                    task -> assertThat(task.taskId()).isEqualTo(taskId));
        }
    }

    @Test
    void fiveHundredTimeoutsLeaveNothingBehind() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("pika:feed", 1);
            }
        }).start();
        String taskId = submit();
        whileTheClockTurns(CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                rig.template.requestBodyAndHeader("direct:in", "any", PikaConstants.TASK_ID, taskId);
            }
        }));
        assertThat(rig.component.services().runtime().waiter().waiting()).isZero();
        assertThat(rig.context.getEndpoints()).filteredOn(e -> e.getEndpointUri().startsWith("pika://feed")).hasSize(1);
    }

    @Test
    void aConsumerOfOneTaskTakesItOnceAndThenIsIdle() throws Exception {
        List<Exchange> taken = new CopyOnWriteArrayList<>();
        rig.start();
        String taskId = submit();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?taskId=" + taskId).process(e -> taken.add(e.copy()));
            }
        });
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return !taken.isEmpty();
        });
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(taskId);
        await().until(() -> rig.timer.alarms() == 0);
        long asked = rig.simulator.requests().size();
        rig.advance(Duration.ofHours(1));
        assertThat(rig.simulator.requests()).hasSize((int) asked);
        assertThat(taken).hasSize(1);
    }

    @Test
    void onlyFeedCanBePolled() {
        rig.start();
        assertThatThrownBy(() -> consumer("pika:generate")).hasMessageContaining("use pika:feed");
    }
}
