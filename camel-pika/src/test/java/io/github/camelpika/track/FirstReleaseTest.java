package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.ShiftedTimer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * A database that the first release has written, which knew no ledger of costs: {@code first-release-h2.sql} is what H2 made
 * of it with {@code SCRIPT}.
 */
class FirstReleaseTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    private static final CostLimit LIMIT = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 5_000, false);

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcTaskTracker tracker = tracker();

    @BeforeEach
    void load() throws Exception {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM 'classpath:databases/first-release-h2.sql'");
        }
    }

    private JdbcTaskTracker tracker() {
        JdbcTaskTracker made = new JdbcTaskTracker(new ShiftedTimer());
        made.setDataSource((DataSource) database);
        return made;
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    private static CostTotals gone(TaskTracker of, String component, LocalDate day) {
        return of.costs().totals(LIMIT, component, day, null);
    }

    @Test
    void whatWasSpentIsTakenOverOnceHoweverOftenItIsOpened() {
        for (int i = 0; i < 3; i++) {
            JdbcTaskTracker next = tracker();
            assertThat(gone(next, "pika", DAY)).isEqualTo(new CostTotals(400, 0));
            assertThat(gone(next, "pika", DAY.minusDays(1))).isEqualTo(new CostTotals(1_200, 0));
            assertThat(gone(next, "pika-two", DAY)).isEqualTo(new CostTotals(35, 0));
            next.close();
        }
    }

    @Test
    void whatANodeOfThatReleaseAddsMeanwhileIsTakenOverWithTheNextStart() throws Exception {
        assertThat(gone(tracker, "pika", DAY).spent()).isEqualTo(400);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("UPDATE pika_points SET points = points + 100 WHERE component = 'pika' AND spent_on = '2026-11-28'");
        }
        JdbcTaskTracker next = tracker();
        assertThat(gone(next, "pika", DAY).spent()).isEqualTo(500);
        next.close();
    }

    @Test
    void allTasksAreThereInTheirPhases() {
        assertThat(tracker.list("ads", 10)).extracting(task -> task.claim().key(), TrackedTask::phase).containsExactlyInAnyOrder(
                tuple("intended", Phase.INTENT), tuple("waiting", Phase.WAITING), tuple("lost", Phase.READY));
        assertThat(tracker.find(Claim.idOf("inline"))).get().extracting(TrackedTask::phase).isEqualTo(Phase.WAITING);
        assertThat(tracker.find(Claim.idOf("over"))).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.task().points()).isEqualTo(400);
        });
        assertThat(tracker.listUnknown(10)).extracting(task -> task.claim().key()).containsExactlyInAnyOrder("lost", "lost inline");
    }

    @Test
    void aTaskThatWasUnderWayCountsWhenItEnds() throws Exception {
        VideoTask end = new VideoTask("task-waiting", "cometapi", TaskState.SUCCEEDED, null, List.of(), null, 300L, 0L, null, null, null);
        CostJob job = new CostJob("pika", "cometapi", null, null, null, null, null);
        tracker.costs().ended(end, null, CostEntry.found(job, DAY, Instant.parse("2026-11-28T22:31:19Z"), end));
        await().until(() -> gone(tracker, "pika", DAY).spent() == 700);
        tracker.accepted(Claim.idOf("lost"), "task-found");
        assertThat(tracker.find(Claim.idOf("lost"))).get().extracting(TrackedTask::phase).isEqualTo(Phase.WAITING);
        assertThat(gone(tracker, "pika", DAY).spent()).isEqualTo(700);
    }

    @Test
    void theOldTableStaysAsItIs() throws Exception {
        gone(tracker, "pika", DAY);
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT SUM(points) FROM pika_points")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(1_635);
        }
    }
}
