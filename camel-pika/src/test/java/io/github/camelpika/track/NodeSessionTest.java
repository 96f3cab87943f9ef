package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.time.ShiftedTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes of which one delivers a task that takes long. In real time, as the database's sessions live in it.
 */
class NodeSessionTest {

    private static final Duration SOON = Duration.ofSeconds(4);
    /** Longer than a heartbeat's patience, and the second look. */
    private static final Duration SILENCE = Duration.ofSeconds(9);
    /** What heartbeats need, and more. */
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final Duration TROUBLE = Duration.ofSeconds(6);

    private final List<Node> nodes = new ArrayList<>();
    private HikariConfig database;

    private final class Node {
        final ShiftedTimer timer = new ShiftedTimer();
        final HikariDataSource pool;
        final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        final KeylessHandler work = new KeylessHandler(timer, Duration.ofMinutes(30));

        Node(String name) {
            HikariConfig config = new HikariConfig();
            database.copyStateTo(config);
            config.addDataSourceProperty("ApplicationName", name);
            pool = new HikariDataSource(config);
            tracker.setDataSource(pool);
            nodes.add(this);
        }

        void consume() {
            tracker.subscribe(work);
        }
    }

    private Node[] oneDeliversAndAnotherLooks(TestDatabases kind) {
        int begin = PrintedOutput.length();
        database = (HikariDataSource) kind.fresh();
        Node first = new Node("first");
        first.consume();
        TrackedTask intent = TrackedTask.intent("s1", new Claim("o", "key", "f"), "q",
                new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat"));
        first.tracker.intend(intent);
        first.tracker.unknown(intent, "a test", null);
        await().until(() -> first.work.delivered.size() == 1);
        Node second = new Node("second");
        second.consume();
        await().until(() -> PrintedOutput.since(begin, Integer.MAX_VALUE).split("is noticed within a second").length == 3);
        await().during(Duration.ofMillis(700)).until(second.work.delivered::isEmpty);
        return new Node[] { first, second };
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.tracker.close());
        nodes.forEach(node -> node.pool.close());
    }

    private void execute(String sql) throws Exception {
        try (HikariDataSource other = new HikariDataSource(copy()); Connection connection = other.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private HikariConfig copy() {
        HikariConfig config = new HikariConfig();
        database.copyStateTo(config);
        return config;
    }

    @ParameterizedTest
    @EnumSource(names = { "POSTGRESQL", "POSTGRESQL_WITHOUT_AUTOCOMMIT", "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void whatADeadNodeWasAtIsTakenOverAtOnce(TestDatabases kind) {
        Node[] node = oneDeliversAndAnotherLooks(kind);
        node[0].pool.close();
        long died = System.nanoTime();
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> !node[1].work.delivered.isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(SOON);
    }

    @Test
    void aNodeThatLosesItsConnectionsAndMakesNewOnesIsAlive() throws Exception {
        Node[] node = oneDeliversAndAnotherLooks(TestDatabases.POSTGRESQL);
        Instant end = Instant.now().plus(TROUBLE);
        while (Instant.now().isBefore(end)) {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'first'");
            await().during(Duration.ofMillis(500)).until(node[1].work.delivered::isEmpty);
        }
        node[0].work.done(true);
        await().untilAsserted(() -> assertThat(node[1].tracker.find("s1")).get().extracting(TrackedTask::phase)
                .isEqualTo(Phase.UNKNOWN));
        assertThat(node[1].work.delivered).isEmpty();
    }

    /** As while an index is made: heartbeats can't be written, though all can be read. */
    @Test
    void whoDeliversWhileNobodyCanWriteIsBelieved() throws Exception {
        Node[] node = oneDeliversAndAnotherLooks(TestDatabases.POSTGRESQL);
        try (HikariDataSource other = new HikariDataSource(copy()); Connection lock = other.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE pika_schedule IN SHARE MODE");
            await().atMost(LONG).during(SILENCE).until(node[1].work.delivered::isEmpty);
            lock.rollback();
        }
        await().atMost(LONG).during(SILENCE).until(node[1].work.delivered::isEmpty);
        node[0].work.done(true);
        await().untilAsserted(() -> assertThat(node[1].tracker.find("s1")).get().extracting(TrackedTask::phase)
                .isEqualTo(Phase.UNKNOWN));
    }

    @Test
    void aPoolOfOneConnectionIsLeftToTheWorkAndThatIsTold() {
        int begin = PrintedOutput.length();
        database = (HikariDataSource) TestDatabases.POSTGRESQL.fresh();
        database = copy();
        database.setMaximumPoolSize(1);
        Node node = new Node("only");
        node.consume();
        await().untilAsserted(() -> assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE))
                .contains("A node that dies is noticed by its missing heartbeats, within 10 s: the data source gives no second"));
    }

    @Test
    void whoDoesntWantALockTakesNoConnectionForIt() {
        database = (HikariDataSource) TestDatabases.POSTGRESQL.fresh();
        Node node = new Node("without");
        node.tracker.setSessionLock(false);
        int begin = PrintedOutput.length();
        node.consume();
        await().untilAsserted(() -> assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE))
                .contains("A node that dies is noticed by its missing heartbeats, within 10 s: sessionLock=false"));
    }

    @Test
    void aTrackerThatIsClosedLetsGoOfItsLock() throws Exception {
        database = (HikariDataSource) TestDatabases.POSTGRESQL.fresh();
        Node node = new Node("closed");
        int begin = PrintedOutput.length();
        node.consume();
        await().until(() -> PrintedOutput.since(begin, Integer.MAX_VALUE).contains("is noticed within a second"));
        assertThat(node.pool.getHikariPoolMXBean().getActiveConnections()).isPositive();
        node.tracker.close();
        try (HikariDataSource other = new HikariDataSource(copy()); Connection connection = other.getConnection();
                Statement statement = connection.createStatement()) {
            await().untilAsserted(() -> {
                var rows = statement.executeQuery("SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                        + " WHERE l.locktype = 'advisory' AND a.application_name = 'closed'");
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            });
        }
    }
}
