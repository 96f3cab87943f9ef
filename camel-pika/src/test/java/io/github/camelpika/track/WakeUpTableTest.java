package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class WakeUpTableTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Execution mine = new Execution(NOW, new TaskInstance<>("deliver:q", "s1"), true, "here", null, null, 0, NOW, 2);
    private DataSource database;
    private WakeUpTable table;

    private void start(TestDatabases kind, String pickedBy) throws SQLException {
        database = kind.fresh();
        Database known = kind == TestDatabases.H2 ? Database.H2 : Database.POSTGRESQL;
        table = new WakeUpTable(known);
        Schema.prepare(new Transactions(database), known, true);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO pika_schedule (task_name, task_instance, execution_time, picked, picked_by, version)"
                              + " VALUES ('deliver:q', 's1', CURRENT_TIMESTAMP, TRUE, '" + pickedBy + "', 2)");
        }
    }

    private boolean write(Write<Boolean> write) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return write.all(connection);
        }
    }

    private String row() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT task_name, picked_by, version FROM pika_schedule")) {
            return rows.next() ? rows.getString(1) + " " + rows.getString(2) + " " + rows.getLong(3) : null;
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aWakeUpThatWasWrittenAnewAndIsAnothersIsLeftAloneThoughItsVersionIsTheSame(TestDatabases kind) throws Exception {
        start(kind, "there");
        for (Write<Boolean> each : List.of(table.remove(mine), table.replace(mine, "poll:q", NOW),
                table.again(ExecutionComplete.success(mine, NOW, NOW), NOW))) {
            assertThat(write(each)).isFalse();
        }
        assertThat(row()).isEqualTo("deliver:q there 2");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void oneThatBecomesAnotherHasAVersionThatItNeverHadBefore(TestDatabases kind) throws Exception {
        start(kind, "here");
        assertThat(write(table.replace(mine, "poll:q", NOW))).isTrue();
        assertThat(row()).isEqualTo("poll:q null 3");
        assertThat(write(table.again(ExecutionComplete.success(mine, NOW, NOW), NOW))).isFalse();
    }
}
