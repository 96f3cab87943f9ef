package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.time.ShiftedTimer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A row that was written by a newer version, or by hand: it is told once and stays, and the others go on.
 */
class BadRowTest {

    private static final String BAD = "cannot-be-read";

    private final ShiftedTimer timer = new ShiftedTimer();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);

    private void submit(String id) {
        TrackedTask intent = TrackedTask.intent(id, new Claim("o-" + id, null, null), "q",
                new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat"));
        tracker.intend(intent);
        tracker.unknown(intent, "a test", null);
    }

    private static void spoil(DataSource database, String id) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE pika_task SET task = '{\"version\": 99' WHERE id = '" + id + "'")).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aRowThatCannotBeReadIsToldOnceAndTheOthersAreDelivered(TestDatabases kind) throws Exception {
        int begin = PrintedOutput.length();
        DataSource database = kind.fresh();
        tracker.setDataSource(database);
        submit("first");
        submit(BAD);
        submit("last");
        spoil(database, BAD);

        assertThat(tracker.list("q", 10)).extracting(TrackedTask::id).containsExactlyInAnyOrder("first", "last");
        assertThat(tracker.listUnknown(10)).hasSize(2);
        assertThat(tracker.counts("q").ready()).isEqualTo(3);
        KeylessHandler handler = new KeylessHandler(timer, Duration.ofMinutes(10));
        TaskTracker.Subscription subscription = tracker.subscribe(handler);
        await().until(() -> handler.delivered.size() == 2);
        await().until(() -> PrintedOutput.since(begin, Integer.MAX_VALUE).contains(BAD));
        handler.done(true);
        handler.done(true);
        assertThat(handler.delivered).extracting(TrackedTask::id).containsExactlyInAnyOrder("first", "last");
        subscription.stop();
        tracker.list("q", 10);
        tracker.close();
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE).lines().filter(line -> line.contains("WARN") && line.contains(BAD)))
                .hasSize(1);
    }
}
