package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/**
 * Whether the database does what is needed of it all the time. Reading says little: a full disk, a table that is locked
 * and a standby can be read. What is written is gone with the same transaction.
 */
final class LookAtDatabase {

    /** Less than the pause after which a node counts as dead. */
    static final int SECONDS = 3;
    /** No name of a wake-up, and no id of a task. */
    private static final String NONE = "-";

    private LookAtDatabase() {
    }

    static Void write(Connection connection) throws SQLException {
        String here = UUID.randomUUID().toString();
        try (PreparedStatement insert = prepare(connection, "INSERT INTO " + Settings.TABLE
                + " (task_name, task_instance, execution_time, picked, version) VALUES (?, ?, ?, ?, 1)")) {
            insert.setString(1, NONE);
            insert.setString(2, here);
            insert.setTimestamp(3, Timestamp.from(Instant.EPOCH.plusSeconds(1)));
            insert.setBoolean(4, false);
            insert.executeUpdate();
        }
        execute(connection, "DELETE FROM " + Settings.TABLE + " WHERE task_instance = ? AND task_name = '" + NONE + "'", here);
        execute(connection, "UPDATE pika_task SET revision = revision WHERE id = ?", NONE);
        return null;
    }

    private static void execute(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(SECONDS);
        return statement;
    }
}
