package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What goes in one transaction is there as a whole or not at all.
 */
class WrittenTogetherTest {

    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final String BUSY = "40001";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final CostLimit DAYS = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 1_000, false);

    private final BrokenDatabase database = new BrokenDatabase(TestDatabases.H2.fresh());
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final Timer timer = TrackerThreads.timer();
    /** For which a task is over with its first look. */
    private final KeylessHandler handler = new KeylessHandler(timer, Duration.ofMillis(1));
    private TaskTracker.Subscription subscription;

    @BeforeEach
    void submit() {
        tracker.setDataSource(database.dataSource());
        TrackedTask intent = TrackedTask.intent("s1", new Claim("o", "key", "f"), "q",
                new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat"));
        CostJob job = new CostJob("pika", "vapi", "1.5", JobKind.Input.TEXT, "route", "q", null);
        tracker.intend(intent, tracker.costs().reservation(CostEntry.reserved("o", "s1", job, DAY, Instant.EPOCH, CostUnit.POINTS,
                null, 400L, null), List.of()));
    }

    @AfterEach
    void close() {
        if (subscription != null) {
            subscription.stop();
        }
        tracker.close();
        timer.close();
    }

    private void breakDown(String statement) {
        database.breakDown(sql -> sql.toLowerCase(Locale.ROOT).startsWith(statement), BUSY);
    }

    private Phase phase() {
        return tracker.find("s1").orElseThrow().phase();
    }

    @Test
    void anAcceptanceIsWrittenWithoutAskingForWhatIsKnown() {
        breakDown("select id, owner");
        tracker.accepted("s1", "t1");
        database.mend();
        assertThat(phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void theEndIsNotWrittenWithoutTheWakeUpOfItsDelivery() {
        tracker.accepted("s1", "t1");
        breakDown("update pika_schedule set task_name");
        subscription = tracker.subscribe(handler);
        await().atMost(ENOUGH).until(() -> database.refused() > 0);
        assertThat(phase()).isEqualTo(Phase.WAITING);
        database.mend();
        await().atMost(ENOUGH).until(() -> !handler.delivered.isEmpty());
        assertThat(phase()).isEqualTo(Phase.READY);
    }

    private CostTotals costs() {
        return tracker.costs().totals(DAYS, "pika", DAY, null);
    }

    @Test
    void theAcceptanceIsNotWrittenWithoutWhoseCostItIs() {
        breakDown("update pika_cost");
        tracker.accepted("s1", "t1");
        assertThat(phase()).isEqualTo(Phase.INTENT);
        database.mend();
        await().atMost(ENOUGH).until(() -> phase() == Phase.WAITING);
        assertThat(tracker.costs().lines("pika", DAY, DAY)).hasSize(1);
        assertThat(costs()).isEqualTo(new CostTotals(0, 400));
    }

    @Test
    void thatTheRouteIsThroughIsNotWrittenWhileItsWakeUpIsThere() {
        tracker.accepted("s1", "t1");
        subscription = tracker.subscribe(handler);
        await().atMost(ENOUGH).until(() -> !handler.delivered.isEmpty());
        breakDown("delete from pika_schedule where task_name");
        handler.done(true);
        await().atMost(ENOUGH).until(() -> database.refused() > 0);
        assertThat(phase()).isEqualTo(Phase.READY);
        database.mend();
        await().atMost(ENOUGH).until(() -> phase() == Phase.DONE);
        assertThat(handler.delivered).hasSize(1);
    }
}
