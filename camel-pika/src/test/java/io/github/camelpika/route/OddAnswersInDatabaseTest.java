package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.OddGateway;
import io.github.camelpika.rig.OddGateway.Odd;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What holds for a wait holds for a queue in a database, where each look at a task may be another node's. In real time,
 * as db-scheduler brings threads of its own.
 */
class OddAnswersInDatabaseTest {

    private final OddGateway gateway = new OddGateway();
    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    private void start(TestDatabases database, String options) throws Exception {
        gateway.use(rig);
        tracker.setDataSource(database.fresh());
        rig.component.setTaskTracker(tracker);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads" + options).routeId("taker").process(e -> taken.add(e.copy()));
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        tracker.close();
        gateway.close();
    }

    private List<String> awaitTaken(int count) {
        await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() >= count);
        return taken.stream().map(e -> e.getMessage().getHeader(PikaConstants.TASK_ID) + " "
                                       + e.getMessage().getHeader(PikaConstants.STATE)).toList();
    }

    @ParameterizedTest
    @EnumSource
    void oneEndsNoTask(TestDatabases database) throws Exception {
        start(database, "");
        for (Odd odd : OddGateway.once()) {
            gateway.says(odd.name(), odd);
            rig.send("direct:in", odd.name()).join();
        }
        assertThat(awaitTaken(OddGateway.once().size()))
                .containsExactlyInAnyOrderElementsOf(OddGateway.once().stream().map(odd -> odd + " SUCCEEDED").toList());
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void onlySuchForPermanentAfterEndATaskWhoeverLooks(TestDatabases database) throws Exception {
        gateway.says("dead", OddGateway.odd("404-json").forEver());
        start(database, "&permanentAfter=5s");
        rig.send("direct:in", "dead").join();
        long begin = System.nanoTime();
        await().until(() -> gateway.asked.size() == 2);
        rig.context.getRouteController().stopRoute("taker");
        rig.context.getRouteController().startRoute("taker");
        assertThat(awaitTaken(1)).containsExactly("dead TIMED_OUT");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
    }

    /** The wait is over in the middle of the pause, and the video that is ready is taken after it. */
    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aPauseThatOutlastsTheWaitGivesNothingUp(TestDatabases database) throws Exception {
        gateway.says("cat", new Odd("cat", 429, "application/json", "{\"message\":\"slow down\"}", 1)).retryAfter(5);
        start(database, "&waitTimeout=3s&queueTimeout=3s&pollInterval=1s");
        rig.send("direct:in", "cat").join();
        assertThat(awaitTaken(1)).containsExactly("cat SUCCEEDED");
        assertThat(gateway.asked).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aGoodAnswerBetweenSuchBeginsTheCountAnew(TestDatabases database) throws Exception {
        Odd odd = OddGateway.odd("409");
        gateway.says("cat", new Odd("cat", odd.status(), odd.type(), odd.body(), 3));
        start(database, "&permanentAfter=20s");
        rig.send("direct:in", "cat").join();
        assertThat(awaitTaken(1)).containsExactly("cat SUCCEEDED");
        assertThat(gateway.asked).hasSize(4);
    }
}
