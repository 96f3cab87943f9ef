package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.feed.SingleTask;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SingleTaskTest {

    private final PikaRig rig = new PikaRig();
    private final FlakyTracker flaky = new FlakyTracker();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private String submitted() {
        rig.component.setTaskTracker(flaky.tracker);
        rig.start();
        return rig.send("pika:generate", "a cat").getNow(null).getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    private void watch(String taskId) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?taskId=" + taskId).routeId("watch").process(e -> taken.add(e.copy()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "intend", "accepted" })
    void aRouteStartsWhileTheTrackerIsAwayAndWatchesItsTaskWhenItIsBack(String method) throws Exception {
        String taskId = submitted();
        flaky.fails(method, 3);
        watch(taskId);
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return !taken.isEmpty();
        });
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(taskId);
    }

    @Test
    void taskThatWasDeliveredIsNotDeliveredAgainWhenItsRouteStartsAnew() throws Exception {
        watch(submitted());
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return !taken.isEmpty() && rig.context.getInflightRepository().size() == 0;
        });
        CountDownLatch looked = new CountDownLatch(1);
        flaky.onCall("intend", looked::countDown);
        rig.context.getRouteController().stopRoute("watch");
        rig.context.getRouteController().startRoute("watch");
        looked.await();
        for (int i = 0; i < 300; i++) {
            rig.advance(Duration.ofSeconds(1));
        }

        assertThat(taken).hasSize(1);
    }

    @Test
    void theTrackerIsWrittenToOnAThreadOfTheConsumer() throws Exception {
        String taskId = submitted();
        List<String> writers = new CopyOnWriteArrayList<>();
        flaky.onCall("intend", () -> writers.add(Thread.currentThread().getName()));
        watch(taskId);
        await().until(() -> writers.size() == 1);
        assertThat(writers.get(0)).contains("PikaFeed[");
        await().until(() -> rig.component.services().tracker().list("task cometapi " + taskId, 1).size() == 1);
        assertThat(rig.component.services().tracker().list("task cometapi " + taskId, 1).get(0).id()).hasSize(64);
    }

    @Test
    void anIdThatNobodyHasSubmittedIsGivenUpAtTheFirstAnswer() throws Exception {
        submitted();
        watch("no-such-task");
        await().until(() -> rig.component.services().tracker().counts("task cometapi no-such-task").waiting() == 1);
        for (int i = 0; i < 60; i++) {
            rig.advance(Duration.ofSeconds(1));
        }

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        assertThat(taken).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getHeader(PikaConstants.STATE)).hasToString("TIMED_OUT");
            assertThat(exchange.getMessage().getHeader(PikaConstants.ERROR, String.class)).contains("can't be asked any more");
        });
    }

    @Test
    void anIdThatIsNoNameHasAQueueAllTheSame() {
        assertThat(SingleTask.queue("vapi", "t-1")).isEqualTo("task vapi t-1");
        for (String odd : List.of("t'1", "t\\1", "t".repeat(256))) {
            assertThat(SingleTask.queue("vapi", odd)).matches("task vapi [0-9a-f]{64}");
        }
    }

    @Test
    void aConsumerThatStopsTriesNoMore() throws Exception {
        String taskId = submitted();
        flaky.fails("intend", 1_000);
        watch(taskId);
        await().until(() -> rig.timer.alarms() == 2);
        rig.context.getRouteController().stopRoute("watch");
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.timer.alarms()).isZero();
    }
}
