package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import io.github.camelpika.wait.PollMoment;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a task of a queue in a database is asked after for the first time is decided once, and not with each look. In real
 * time, as db-scheduler brings threads of its own.
 */
class FirstPollTest {

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO));
    private final List<VideoTask> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger decisions = new AtomicInteger();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final JdbcTaskTracker other = new JdbcTaskTracker();

    @AfterEach
    void close() throws Exception {
        rig.close();
        tracker.close();
        other.close();
    }

    private final class Counted implements PollSchedule {
        @Override
        public Duration nextPoll(PollMoment moment) {
            if (moment.polls() == 0) {
                decisions.incrementAndGet();
            }
            return Duration.ofMillis(100);
        }
    }

    private void start(String submitter) throws Exception {
        rig.component.setTaskTracker(tracker);
        rig.context.getRegistry().bind("counted", new Counted());
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(submitter + ":generate?queue=ads");
                from("pika:feed?queue=ads&pollSchedule=#bean:counted")
                        .process(exchange -> taken.add(exchange.getMessage().getBody(VideoTask.class)));
            }
        }).start();
    }

    private void submitAndAwait(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(rig.send("direct:in", "cat " + i).orTimeout(60, TimeUnit.SECONDS).join().getException()).isNull();
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> taken.size() == count);
    }

    @ParameterizedTest
    @EnumSource
    void byTheSubmitterWhereItConsumesTheQueueAsWell(TestDatabases database) throws Exception {
        tracker.setDataSource(database.fresh());
        start("pika");
        submitAndAwait(3);
        // which keeps whole seconds there, so that what was planned looks like the moment of the acceptance
        int most = database == TestDatabases.MARIADB_WITH_THE_DRIVER_OF_MYSQL ? 6 : 3;
        assertThat(decisions).hasValueBetween(3, most);
    }

    @ParameterizedTest
    @EnumSource
    void byWhoConsumesTheQueueWhereTheSubmitterDoesNot(TestDatabases database) throws Exception {
        DataSource both = database.fresh();
        tracker.setDataSource(both);
        other.setDataSource(both);
        PikaComponent submitter = rig.add("submitter", "cometapi");
        submitter.setTaskTracker(other);
        start("submitter");
        submitAndAwait(3);
        assertThat(decisions).hasValueBetween(0, 3);
    }
}
