package io.github.camelpika.route;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.Costs;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.BrokenDatabase;
import io.github.camelpika.track.CostLine;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a task of a queue in a database cost is noted with its end, and by nobody else once more.
 */
class CostNotedOnceTest {

    /** What the simulator's fal takes for a job that says nothing of its length. */
    private static final int UNITS = 5;

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofMillis(400)));
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<VideoTask> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
        tracker.close();
    }

    private void start(DataSource database) throws Exception {
        rig.use("fal").component.setTaskTracker(tracker);
        rig.component.getConfiguration().setUnitPrice(new BigDecimal("0.05"));
        BrokenDatabase watched = new BrokenDatabase(database);
        watched.breakDown(sql -> !statements.add(sql), "");
        tracker.setDataSource(watched.dataSource());
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&pollInterval=100ms")
                        .process(exchange -> taken.add(exchange.getMessage().getBody(VideoTask.class)));
            }
        }).start();
    }

    private void submit() {
        assertThat(rig.send("direct:in", "a cat").orTimeout(60, TimeUnit.SECONDS).join().getException()).isNull();
    }

    private List<CostLine> lines() {
        Costs costs = rig.component.services().costs();
        return costs.report(costs.today().minusDays(1), costs.today().plusDays(1)).lines();
    }

    private void stopWithAllThatIsUnderWay() {
        rig.context.stop();
        tracker.close();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void withTheEndOfItsTask(TestDatabases database) throws Exception {
        start(database.fresh());
        submit();
        statements.clear();
        await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() == 1);
        assertThat(lines()).singleElement().satisfies(line -> assertThat(line.settled()).isEqualTo(UNITS * 50_000L));
        stopWithAllThatIsUnderWay();
        assertThat(statements).filteredOn(sql -> sql.startsWith("UPDATE pika_cost")).hasSize(1);
        assertThat(statements).filteredOn(sql -> sql.contains(" FROM pika_cost WHERE task_id = ")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void andAloneWhereTheLedgerHasNothingOfTheTask(TestDatabases database) throws Exception {
        DataSource plain = database.fresh();
        start(plain);
        submit();
        try (Connection connection = plain.getConnection(); Statement delete = connection.createStatement()) {
            assertThat(delete.executeUpdate("DELETE FROM pika_cost")).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() == 1);
        await().atMost(Duration.ofSeconds(40)).until(() -> !lines().isEmpty());
        assertThat(lines()).singleElement().satisfies(line -> assertThat(line.settled()).isEqualTo(UNITS * 50_000L));
    }
}
