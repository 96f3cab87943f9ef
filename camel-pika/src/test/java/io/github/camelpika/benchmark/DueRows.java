package io.github.camelpika.benchmark;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import io.github.camelpika.track.JdbcTaskTracker;

/**
 * The tables of the tracker, with so many tasks that the gateway has told to be running, and a wake-up that is due for
 * each; and as many due rows in a table as db-scheduler's documentation has it.
 */
final class DueRows {

    static final String BARE_TABLE = "scheduled_tasks";

    private static final String BARE = """
            CREATE TABLE scheduled_tasks (LIKE pika_schedule, PRIMARY KEY (task_name, task_instance));
            CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            """;
    private static final String TASK = """
            INSERT INTO pika_task (id, owner, queue_name, state, component, gateway, base_uri, task_id, deliveries,
              created_at, accepted_at, revision, task, submitted)
            SELECT 'id-' || n, 'owner-' || n, '%1$s', 'WAITING', 'pika', 'cometapi', 'https://api.example.com', 't-' || n, 0,
              at, at, 3, '{"version":1,"task":{"taskId":"t-' || n || '","gateway":"cometapi","state":"RUNNING","videos":[]},'
              || '"asked":true,"queuedSince":"2026-01-01T00:00:00Z"}', '{"version":1,"headers":{},"body":"a cat"}'
            FROM generate_series(1, %2$d) n, (SELECT (extract(epoch FROM now()) * 1000)::bigint - 60000 AS at) AS moment
            """;
    private static final String WAKE_UP = """
            INSERT INTO pika_schedule (task_name, task_instance, execution_time, picked, version)
            SELECT 'poll:%1$s', 'id-' || n, now() - interval '1 second', false, 1 FROM generate_series(1, %2$d) n
            """;

    private final DataSource database;

    /**
     * Makes the tables.
     */
    DueRows(DataSource database) throws Exception {
        this.database = database;
        try (InputStream tables = JdbcTaskTracker.class.getResourceAsStream("postgresql.sql")) {
            execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        }
        execute(BARE);
    }

    /**
     * As many as there are to be, in place of all that were there.
     */
    void put(String queue, int rows) throws SQLException {
        execute("TRUNCATE pika_task, pika_schedule, scheduled_tasks");
        execute(TASK.formatted(queue, rows));
        execute(WAKE_UP.formatted(queue, rows));
        execute("INSERT INTO scheduled_tasks SELECT * FROM pika_schedule");
        execute("VACUUM ANALYZE pika_task, pika_schedule, scheduled_tasks");
        execute("CHECKPOINT");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
