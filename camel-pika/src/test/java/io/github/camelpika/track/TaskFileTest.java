package io.github.camelpika.track;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A file of H2: its disk, its settings, and threads that are interrupted. */
class TaskFileTest {

    @TempDir
    private Path directory;

    private static TrackedTask intent(String id) {
        return TrackedTask.intent(id, new Claim("o", "key", "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }

    @Test
    void nothingIsSubmittedWhileTheDiskIsNearlyFullAndAcceptancesAreWritten() {
        AtomicLong space = new AtomicLong(TaskFile.LEAST_SPACE);
        TaskFile file = new TaskFile(directory.resolve("tasks"), folder -> space.get());
        file.open();
        TaskTracker tracker = file.tracker();
        assertThat(tracker.intend(intent("s1"))).isEmpty();

        space.set(TaskFile.LEAST_SPACE - 1);
        assertThatThrownBy(() -> tracker.intend(intent("s2"))).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("has only 15 MiB left").hasMessageContaining("taskTracker=h2:PATH");
        tracker.accepted("s1", "t1");
        assertThat(tracker.find("s1")).map(task -> task.task().taskId()).contains("t1");

        space.set(TaskFile.LEAST_SPACE);
        assertThat(tracker.intend(intent("s2"))).isEmpty();
        file.close();
    }

    /** As at a stop of Camel's that has waited long enough. */
    @Test
    void anInterruptInTheMiddleOfAWriteClosesNothing() {
        TaskFile file = new TaskFile(directory.resolve("tasks"));
        file.open();
        TaskTracker tracker = file.tracker();
        for (int i = 0; i < 20; i++) {
            Thread.currentThread().interrupt();
            tracker.intend(intent("s" + i));
            tracker.accepted("s" + i, "t" + i);
            Thread.interrupted();
        }
        assertThat(tracker.list("q", 100)).hasSize(20);
        file.close();
    }

    @Test
    void aUrlThatHoldsWritesBackIsRefusedWithTheWayOut() {
        JdbcTaskTracker tracker = tracker(";WRITE_DELAY=1000");
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("WRITE_DELAY=1000").hasMessageContaining("Write WRITE_DELAY=0");
        tracker.close();
    }

    @Test
    void h2IsToldToWriteAtOnceWithEachConnection() throws Exception {
        JdbcTaskTracker tracker = tracker("");
        for (int i = 0; i < 3; i++) {
            assertThat(tracker.intend(intent("s" + i))).isEmpty();
            try (Connection connection = DriverManager.getConnection(url(""))) {
                // what it is by default when H2 has opened its file anew
                connection.createStatement().execute("SET WRITE_DELAY 500");
                tracker.accepted("s" + i, "t");
                assertThat(delay(connection)).isZero();
            }
        }
        tracker.close();
    }

    private static int delay(Connection connection) throws Exception {
        try (var rows = connection.createStatement()
                .executeQuery("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String url(String settings) {
        return "jdbc:h2:file:" + directory.resolve("own") + settings;
    }

    private JdbcTaskTracker tracker(String settings) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url(settings));
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(dataSource);
        return tracker;
    }
}
