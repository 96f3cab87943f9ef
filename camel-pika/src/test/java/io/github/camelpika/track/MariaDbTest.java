package io.github.camelpika.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;

import io.github.camelpika.rig.PrintedOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is peculiar to MariaDB and MySQL, with the drivers of both. The server's zone is that of Berlin. */
class MariaDbTest {

    /** In Berlin nobody's clock shows this on that day, but the UTC that is written down does. Of whole seconds, as MySQL's driver
     * writes no others to MariaDB. */
    private static final Instant IN_THE_MISSING_HOUR = Instant.parse("2027-03-28T02:30:00Z");
    private static final String OLD_TABLE = "CREATE TABLE pika_schedule (task_name VARCHAR(200) NOT NULL, task_instance"
            + " VARCHAR(64) NOT NULL, task_data BLOB, execution_time TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), picked"
            + " BOOLEAN NOT NULL, picked_by VARCHAR(50), last_success TIMESTAMP(6) NULL, last_failure TIMESTAMP(6) NULL,"
            + " consecutive_failures INTEGER, last_heartbeat TIMESTAMP(6) NULL, version BIGINT NOT NULL, PRIMARY KEY"
            + " (task_name, task_instance)) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";

    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private DataSource dataSource;

    @AfterEach
    void close() {
        tracker.close();
    }

    private void use(TestDatabases database) {
        dataSource = database.fresh();
        tracker.setDataSource(dataSource);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TrackedTask intent(String key, String queue, String body) {
        return TrackedTask.intent(Claim.idOf(key), new Claim("owner of " + key, key, "f"), queue,
                new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), body));
    }

    private WakeUps wakeUps() {
        return new WakeUps(new Transactions(dataSource), Database.MARIADB);
    }

    private static String[] migration() throws IOException {
        try (InputStream in = Schema.class.getResourceAsStream("mysql-migrate.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*");
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void theHourThatDoesntExistInSpringIsOneLikeAnyOther(TestDatabases database) {
        use(database);
        wakeUps().pollAt("q", "s1", IN_THE_MISSING_HOUR);
        assertThat(wakeUps().next("q", "s1")).contains(IN_THE_MISSING_HOUR);
    }

    @ParameterizedTest
    @EnumSource(names = { "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void tablesOfAnOlderOneAreToldAndMigratedByTheStatementsOfTheDocs(TestDatabases database) throws Exception {
        use(database);
        execute("DROP TABLE pika_schedule");
        execute(OLD_TABLE);
        Instant before = Instant.parse("2027-07-01T12:00:00Z");
        wakeUps().pollAt("q", "s1", before);

        int begin = PrintedOutput.length();
        tracker.ping();
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).contains("WARN").contains("pika_schedule")
                .contains("execution_time");

        for (String statement : migration()) {
            execute(statement);
        }
        assertThat(wakeUps().next("q", "s1")).contains(before);
        wakeUps().pollAt("q", "s2", IN_THE_MISSING_HOUR);
        JdbcTaskTracker migrated = new JdbcTaskTracker();
        migrated.setDataSource(dataSource);
        begin = PrintedOutput.length();
        migrated.ping();
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).doesNotContain("WARN");
        migrated.close();
    }

    @ParameterizedTest
    @EnumSource(names = { "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void namesThatDifferByCaseOrAccentsAreTwo(TestDatabases database) {
        use(database);
        for (String name : new String[] { "ads", "ADS", "äds", "Äds" }) {
            assertThat(tracker.intend(intent("key " + name, name, "a cat"))).isEmpty();
        }
        for (String name : new String[] { "ads", "ADS", "äds", "Äds" }) {
            assertThat(tracker.list(name, 10)).extracting(task -> task.claim().key()).containsExactly("key " + name);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void keysThatDifferByCaseAccentsOrBlanksAreTwo(TestDatabases database) {
        use(database);
        for (String key : new String[] { "job", "JOB", "jöb", "job ", " job" }) {
            assertThat(tracker.intend(intent(key, "q", "a cat"))).as(key).isEmpty();
        }
        assertThat(tracker.list("q", 10)).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(names = { "MARIADB", "MARIADB_WITH_THE_DRIVER_OF_MYSQL" })
    void aBodyThatIsLongerThanAPacketIsRefusedBeforeThePostWithTheWayOut(TestDatabases database) {
        use(database);
        long packet = 16L << 20;
        // each of them is two in the statement of a driver
        String quotes = "\"".repeat((int) (packet / 3));
        assertThatThrownBy(() -> tracker.intend(intent("k1", "q", quotes))).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("max_allowed_packet=" + packet).hasMessageContaining("bytes");
        assertThat(tracker.find(Claim.idOf("k1"))).isEmpty();
        assertThat(tracker.intend(intent("k1", "q", "a cat"))).as("the database was not away for it").isEmpty();
        assertThat(tracker.intend(intent("k2", "q", "x".repeat((int) (packet * 3 / 4))))).isEmpty();
        assertThat(tracker.find(Claim.idOf("k2"))).isPresent();
    }
}
