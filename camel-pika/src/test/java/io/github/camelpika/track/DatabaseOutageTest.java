package io.github.camelpika.track;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the log says of a database that is away, and what goes on meanwhile. */
class DatabaseOutageTest {

    private static final Predicate<String> ALL = sql -> true;
    private static final String DISK_FULL = "53100";
    private static final String TIME_OUT = "57014";

    private final BrokenDatabase database = new BrokenDatabase(TestDatabases.H2.fresh());
    private final VirtualTimer timer = new VirtualTimer();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
    private final int begin = PrintedOutput.length();

    DatabaseOutageTest() {
        tracker.setDataSource(database.dataSource());
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    private static TrackedTask intent(String id, String queue) {
        return TrackedTask.intent(id, new Claim("o", "key", "f"), queue, new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat"));
    }

    private String[] told() {
        return PrintedOutput.since(begin, Integer.MAX_VALUE).lines().toArray(String[]::new);
    }

    @Test
    void anOutageOfAnHourIsOneLineHoweverMuchFailsMeanwhile() {
        for (int i = 0; i < 20; i++) {
            tracker.intend(intent("s" + i, "q"));
        }
        var work = new KeylessHandler(timer, Duration.ofMinutes(30));
        var subscription = tracker.subscribe(work);

        database.breakDown(ALL, DISK_FULL);
        for (int i = 0; i < 20; i++) {
            tracker.accepted("s" + i, "t" + i);
        }
        await().untilAsserted(() -> assertThat(told()).anyMatch(line -> line.contains("is away. Until")));
        assertThatThrownBy(() -> tracker.intend(intent("new", "q"))).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("is away");
        for (int i = 0; i < 360; i++) {
            timer.advance(Duration.ofSeconds(10));
        }
        assertThat(told()).filteredOn(line -> line.contains("WARN")).hasSize(1);
        assertThat(told()).noneMatch(line -> line.startsWith("\tat "));

        database.mend();
        await().ignoreExceptions().untilAsserted(() -> {
            timer.advance(Duration.ofSeconds(5));
            for (int i = 0; i < 20; i++) {
                assertThat(tracker.find("s" + i)).map(task -> task.task().taskId()).contains("t" + i);
            }
        });
        subscription.stop();
    }

    @Test
    void whileItIsKnownToBeAwayNobodyWaitsForIt() {
        tracker.counts("q");
        database.breakDown(ALL, "08006");
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class);
        await().untilAsserted(() -> assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(DatabaseAwayException.class));
        int asked = database.refused();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(DatabaseAwayException.class);
        }
        assertThat(database.refused() - asked).isLessThan(3);
    }

    @Test
    void oneStatementThatFailsIsNoOutage() {
        tracker.counts("q");
        database.breakDown(sql -> sql.contains("COUNT(*)"), TIME_OUT);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> tracker.counts("q")).hasMessageContaining("broken on purpose");
        }
        await().untilAsserted(() -> assertThat(told()).anyMatch(line -> line.contains("and answers otherwise")));
        assertThat(tracker.intend(intent("s1", "q"))).isEmpty();
        assertThat(told()).noneMatch(line -> line.contains("is away"));
    }

    @Test
    void aTimeOutIsNotToldToBeAMissingTable() {
        database.breakDown(sql -> sql.contains("FROM pika_task"), TIME_OUT);
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("broken on purpose").hasMessageNotContaining("are not there");
    }

    /** As HikariCP does at its first connection. */
    @Test
    void whatAPoolThrowsAtItsStartIsTranslated() {
        JdbcTaskTracker other = new JdbcTaskTracker();
        var pool = new com.zaxxer.hikari.HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
        pool.setConnectionTimeout(250);
        other.setDataSource(pool);
        assertThatThrownBy(other::ping).isInstanceOf(TrackerDatabaseException.class);
        other.close();
        pool.close();
    }

    @Test
    void housekeepingIsDoneAgainAfterAnyException() {
        tracker.intend(intent("s1", "q"));
        var work = new KeylessHandler(timer, Duration.ofMinutes(30));
        var subscription = tracker.subscribe(work);
        await().untilAsserted(() -> {
            timer.advance(Duration.ofMinutes(1));
            database.breakDown(sql -> sql.contains("NOT EXISTS") || sql.startsWith("DELETE FROM pika_task WHERE expires_at"), "42000");
            assertThat(database.refused()).isGreaterThan(5);
        });
        assertThat(told()).anyMatch(line -> line.contains("look for forgotten tasks failed"));
        assertThat(told()).anyMatch(line -> line.contains("removal of what is no longer kept failed"));
        subscription.stop();
    }
}
