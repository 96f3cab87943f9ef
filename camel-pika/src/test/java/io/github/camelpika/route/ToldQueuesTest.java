package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.gateway.Stderr;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.QueueCounts;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What would be lost from sight in silence is told.
 */
class ToldQueuesTest {

    private static final String NOBODY = "No route takes tasks from queue ads";

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void start(boolean consumed) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").routeId("taker").autoStartup(consumed).process(e -> { });
            }
        }).start();
    }

    private String submit() {
        return submit("direct:in");
    }

    private String submit(String uri) {
        Exchange done = rig.finish(rig.send(uri, "a cat", Map.of()));
        assertThat(done.getException()).isNull();
        return done.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    private static int count(String log, String text) {
        return log.split(text, -1).length - 1;
    }

    @Test
    void aQueueInMemoryThatNobodyConsumesIsToldOnceAtItsFirstTask() throws Exception {
        start(false);
        String log = Stderr.of(() -> {
            submit();
            submit();
        });
        assertThat(count(log, NOBODY)).isEqualTo(1);
        assertThat(log).contains("pika:feed?queue=ads");
    }

    @Test
    void aQueueThatIsConsumedIsNotTold() throws Exception {
        start(true);
        assertThat(Stderr.of(this::submit)).doesNotContain(NOBODY);
    }

    @Test
    void aQueueWhoseRouteIsStillToStartIsNotTold() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> { });
            }
        });
        List<String> ids = new ArrayList<>();
        rig.context.addStartupListener((context, started) -> ids.add(submit("pika:generate?queue=ads")));
        String log = Stderr.of(() -> {
            rig.start();
            ids.add(submit());
        });
        assertThat(ids).hasSize(2);
        assertThat(log).doesNotContain(NOBODY);
    }

    @Test
    void aQueueInADatabaseMayBeConsumedByAnotherProcess() throws Exception {
        try (JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(TestDatabases.H2.fresh());
            rig.component.setTaskTracker(tracker);
            start(false);
            assertThat(Stderr.of(this::submit)).doesNotContain(NOBODY);
            assertThat(tracker.isConsumedHere("ads")).isFalse();
            rig.context.getRouteController().startRoute("taker");
            assertThat(tracker.isConsumedHere("ads")).isTrue();
            rig.context.getRouteController().stopRoute("taker");
            assertThat(tracker.isConsumedHere("ads")).isFalse();
        }
    }

    @Test
    void atTheStopTheTasksThatAreForgottenAreToldWithTheirIds() throws Exception {
        start(true);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(submit());
        }
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:in", "a dog", Map.of()));
        String log = Stderr.of(rig.context::stop);
        assertThat(log).contains("61 queued tasks are in memory only").contains(ids.subList(0, 50)).contains("and 10 more")
                .doesNotContain(ids.get(50)).contains("1 of them have no task id");
    }

    @Test
    void atTheStopNothingIsToldWhereNothingIsForgotten() throws Exception {
        start(true);
        submit();
        rig.advance(Duration.ofHours(1));
        await().until(() -> rig.component.services().tracker().counts("ads").equals(new QueueCounts(0, 0, 0, 0, 0)));
        assertThat(Stderr.of(rig.context::stop)).doesNotContain("in memory only");
    }
}
