package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PickedRowsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(40);

    /**
     * As seen from outside while they are read.
     */
    private static long picked(HikariDataSource database) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM pika_schedule WHERE picked")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wakeUpsAreNotPickedUnlessTheirTasksAreReadInTheSameTransaction() throws Exception {
        Timer timer = TrackerThreads.timer();
        try (HikariDataSource plain = (HikariDataSource) TestDatabases.POSTGRESQL.fresh(); JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            BrokenDatabase database = new BrokenDatabase(plain);
            tracker.setDataSource(database.dataSource());
            tracker.intend(TrackedTask.intent("s1", new Claim("o", "key", "f"), "q",
                    new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat")));
            tracker.accepted("s1", "t1");
            List<Long> seen = new CopyOnWriteArrayList<>();
            database.breakDown(sql -> sql.contains(" FROM pika_task WHERE id IN (") && seen.add(picked(plain)), "40001");
            KeylessHandler handler = new KeylessHandler(timer, Duration.ofMillis(1));
            TaskTracker.Subscription subscription = tracker.subscribe(handler);
            await().atMost(ENOUGH).until(() -> !seen.isEmpty());
            database.mend();
            await().atMost(ENOUGH).until(() -> !handler.delivered.isEmpty());
            assertThat(seen).containsOnly(0L);
            subscription.stop();
        } finally {
            timer.close();
        }
    }
}
