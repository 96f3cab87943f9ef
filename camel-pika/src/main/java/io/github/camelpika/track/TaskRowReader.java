package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads rows of the table pika_task, which others may have changed: what can't be read is told apart from what isn't
 * there.
 */
final class TaskRowReader {

    /** Each may have a megabyte with it. */
    private static final int ROWS_AT_ONCE = 50;

    private TaskRowReader() {
    }

    /**
     * @throws UnreadableRowException if it is there and can't be read
     */
    static Optional<TaskRow> one(Connection connection, String sql, boolean whole, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement(sql))) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(row(rows, whole)) : Optional.empty();
            }
        }
    }

    /**
     * Those of them that can be read: one that can't must not hide the others.
     */
    static List<TaskRow> rows(Connection connection, String sql, int most, boolean whole, UnreadableRows unreadable,
                                      String... parameters)
            throws SQLException {
        List<TaskRow> found = new ArrayList<>();
        each(connection, sql, 0, most, whole, unreadable, found::add, parameters);
        return found;
    }

    /**
     * Tells the same one by one, but for the first ones.
     *
     * @param skip how many of them aren't even read
     */
    static void each(Connection connection, String sql, int skip, int most, boolean whole, UnreadableRows unreadable,
                     Consumer<TaskRow> told, String... parameters)
            throws SQLException {
        if (most <= 0) {
            // for JDBC that would be all
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement(sql))) {
            int last = Math.addExact(skip, most);
            select.setMaxRows(last);
            select.setFetchSize(Math.min(ROWS_AT_ONCE, last));
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                for (int i = 0; rows.next(); i++) {
                    try {
                        if (i >= skip) {
                            told.accept(row(rows, whole));
                        }
                    } catch (UnreadableRowException e) {
                        unreadable.tell(e);
                    }
                }
            }
        }
    }

    private static TaskRow row(ResultSet row, boolean whole) throws SQLException {
        String id = row.getString("id");
        try {
            return readable(row, id, whole);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRowException(id, e);
        }
    }

    private static TaskRow readable(ResultSet row, String id, boolean whole) throws SQLException {
        TaskJson.Progress progress = TaskJson.progress(row.getString("task"));
        SubmittedMessage submitted = whole ? TaskJson.submitted(row.getString("submitted")) : SubmittedMessage.NOTHING;
        Claim claim = new Claim(row.getString("owner"), progress.key(), row.getString("fingerprint"));
        Origin origin = new Origin(row.getString("component"), row.getString("gateway"), row.getString("base_uri"));
        TrackedTask task = new TrackedTask(id, claim, row.getString("queue_name"),
                Phase.valueOf(row.getString("state")), origin, progress.kind(), Instant.ofEpochMilli(row.getLong("accepted_at")),
                progress.task(), progress.possibleTaskId(), submitted, row.getInt("deliveries"),
                progress.repeat());
        long expires = row.getLong("expires_at");
        Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(expires);
        return new TaskRow(task, progress.asked(), progress.queuedSince(), progress.finalSince(), expiresAt, row.getLong("revision"));
    }
}
