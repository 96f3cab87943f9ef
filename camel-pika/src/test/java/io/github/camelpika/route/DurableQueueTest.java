package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.feed.SingleTask;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.QueueCounts;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A queue in a database does what one in memory does. In real time, as db-scheduler brings threads of its own.
 */
class DurableQueueTest {

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @AfterEach
    void close() throws Exception {
        rig.close();
        tracker.close();
    }

    private void start(TestDatabases database, String options) throws Exception {
        tracker.setDataSource(database.fresh());
        rig.component.setTaskTracker(tracker);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&pollInterval=300ms&deliveryDelay=100ms" + options).routeId("taker").process(e -> {
                    taken.add(e.copy());
                    gate.await();
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("a bug of the route's");
                    }
                });
            }
        }).start();
    }

    private Exchange submit(Object body, Map<String, Object> headers) {
        return rig.send("direct:in", body, headers).orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private void awaitTaken(int count) {
        await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() >= count);
    }

    @ParameterizedTest
    @EnumSource
    void theSubmittingRouteGoesOnAndAnotherTakesTheFinishedTask(TestDatabases database) throws Exception {
        start(database, "");
        Map<String, Object> headers = Map.of("campaign", "spring", "row", 7, "id", 7_000_000_000L, "fine", true);
        Exchange submitted = submit("a cat", headers);
        assertThat(submitted.getException()).isNull();
        assertThat(submitted.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.QUEUED);
        awaitTaken(1);

        VideoTask task = taken.get(0).getMessage().getBody(VideoTask.class);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(taken.get(0).getMessage().getHeaders()).containsAllEntriesOf(headers)
                .containsEntry(PikaConstants.SUBMITTED_BODY, "a cat")
                .containsEntry(PikaConstants.VIDEO_URL, task.video().url())
                .containsEntry(PikaConstants.TASK_ID, submitted.getMessage().getHeader(PikaConstants.TASK_ID));
        await().until(() -> tracker.counts("ads").equals(new QueueCounts(0, 0, 0, 0, 0)));
        assertThat(tracker.list("ads", 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyEndIsDelivered(TestDatabases database) throws Exception {
        start(database, "&waitTimeout=4s&queueTimeout=2s");
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
        await().until(() -> tracker.counts("ads").unknown() == 1);
        assertThat(tracker.listUnknown(10)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRouteThatFailedGetsTheTaskAgainUntilItIsDead(TestDatabases database) throws Exception {
        failures.set(3);
        start(database, "&maxDeliveries=3");
        submit("a cat", Map.of());
        awaitTaken(3);
        await().until(() -> tracker.counts("ads").equals(new QueueCounts(0, 0, 0, 1, 0)));
        String id = tracker.list("ads", 1).get(0).id();
        assertThat(tracker.sendAgain(id)).isTrue();
        awaitTaken(4);
        await().until(() -> tracker.list("ads", 1).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasRefusedIsGone(TestDatabases database) throws Exception {
        start(database, "");
        rig.simulator.faults().next(Operation.GENERATE, Fault.NO_CREDIT);
        assertThat(submit("a cat", Map.of()).getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(tracker.list("ads", 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyTasksGoThroughOnce(TestDatabases database) throws Exception {
        start(database, "&concurrentConsumers=4");
        for (int i = 0; i < 100; i++) {
            assertThat(submit("cat " + i, Map.of()).getException()).isNull();
        }
        awaitTaken(100);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.SUBMITTED_BODY)).doesNotHaveDuplicates()
                .hasSize(100);
        await().until(() -> tracker.list("ads", 1).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void headersWithLongNamesAndOddTextArriveWithTheTask(TestDatabases database) throws Exception {
        start(database, "");
        Map<String, Object> headers = Map.of("h".repeat(1_500), "long", "half", "\ud83d and \u0000", "none", Double.NaN);
        assertThat(submit("a cat", headers).getException()).isNull();
        assertThat(submit("another", Map.of()).getException()).isNull();
        assertThat(tracker.list("ads", 10)).hasSize(2);
        awaitTaken(2);
        assertThat(taken).anySatisfy(e -> assertThat(e.getMessage().getHeaders()).containsAllEntriesOf(headers));
    }

    @ParameterizedTest
    @EnumSource
    void whatTimesOutIsCancelledWhereThatIsWanted(TestDatabases database) throws Exception {
        rig.use("fal").simulator.faults().next(Operation.GENERATE, Fault.TASK_STUCK);
        start(database, "&cancelOnTimeout=true&queueTimeout=2s");
        String taskId = submit("a cat", Map.of()).getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        awaitTaken(1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        await().untilAsserted(() -> assertThat(rig.simulator.requests()).filteredOn(request -> request.operation() == Operation.CANCEL)
                .singleElement().satisfies(request -> assertThat(request.taskId()).isEqualTo(taskId)));
    }

    @ParameterizedTest
    @EnumSource
    void oneTaskThatIsWatchedIsDeliveredOnceHoweverOftenItsRouteStarts(TestDatabases database) throws Exception {
        start(database, "");
        String taskId = rig.send("pika:generate", "a cat").orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join()
                .getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?pollInterval=300ms&taskId=" + taskId).routeId("watch").process(e -> taken.add(e.copy()));
            }
        });
        awaitTaken(1);
        await().until(() -> tracker.counts(SingleTask.queue("cometapi", taskId)).equals(new QueueCounts(0, 0, 0, 0, 0)));
        rig.context.getRouteController().stopRoute("watch");
        rig.context.getRouteController().startRoute("watch");

        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> taken.size() == 1);
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    void anIdThatNobodyHasSubmittedIsGivenUpAtTheFirstAnswer(TestDatabases database) throws Exception {
        start(database, "");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?pollInterval=300ms&taskId=no-such-task").process(e -> taken.add(e.copy()));
            }
        });

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(taken).singleElement()
                .extracting(e -> e.getMessage().getHeader(PikaConstants.ERROR, String.class)).asString().contains("can't be asked any more"));
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    void oneTaskThatIsWatchedMayBeOldAndIsAskedAfterAtOnce(TestDatabases database) throws Exception {
        start(database, "");
        String taskId = rig.send("pika:generate", "a cat").orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join()
                .getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        rig.send("pika:feed?pollInterval=300ms", taskId).orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?pollInterval=10m&taskId=" + taskId).process(e -> taken.add(e.copy()));
            }
        });

        awaitTaken(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aTaskThatIsFoundBeforeItsDoubtIsDeliveredEndsAndIsDeliveredOnce(TestDatabases database) throws Exception {
        start(database, "");
        rig.context.getRouteController().suspendRoute("taker");
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        submit("a cat", Map.of());
        await().until(() -> wakeUps("deliver:ads") == 1);
        String id = tracker.listUnknown(1).get(0).id();
        rig.component.resolveUnknown(id, rig.simulator.tasks().get(0).id());

        await().untilAsserted(() -> assertThat(tracker.find(id)).get()
                .extracting(task -> task.task().state()).isEqualTo(TaskState.SUCCEEDED));
        rig.context.getRouteController().resumeRoute("taker");
        awaitTaken(1);
        await().until(() -> wakeUps("deliver:ads") + wakeUps("poll:ads") == 0);
        assertThat(taken).singleElement().extracting(e -> e.getMessage().getHeader(PikaConstants.STATE))
                .hasToString("SUCCEEDED");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aTaskThatIsFoundWhileARouteHasItsDoubtIsDeliveredBehindThat(TestDatabases database) throws Exception {
        int begin = PrintedOutput.length();
        start(database, "");
        gate = new CountDownLatch(1);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        submit("a cat", Map.of());
        awaitTaken(1);
        String id = tracker.listUnknown(1).get(0).id();
        rig.component.resolveUnknown(id, rig.simulator.tasks().get(0).id());
        await().atMost(Duration.ofSeconds(20)).until(() -> questions() >= 4);
        gate.countDown();

        awaitTaken(2);
        assertThat(taken).extracting(e -> e.getMessage().getHeader(PikaConstants.STATE).toString()).containsExactly("UNKNOWN", "SUCCEEDED");
        await().until(() -> wakeUps("deliver:ads") + wakeUps("poll:ads") == 0);
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).doesNotContain("Failed while completing");
    }

    private long questions() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
    }

    private long wakeUps(String name) throws Exception {
        try (var connection = tracker.getDataSource().getConnection(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM pika_schedule WHERE task_name = '" + name + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
