package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table {@code pika_task}: the truth about each submission. Moments are milliseconds since 1970, as databases differ
 * in what a timestamp is.
 */
final class TaskTable {

    static final String COLUMNS = "id, owner, fingerprint, queue_name, state, component, gateway,"
                                          + " base_uri, task_id, deliveries, created_at, accepted_at, expires_at,"
                                          + " revision, task";

    /** Enough to find a task by; the whole id is with the rest of it. Databases differ in how long an index may be. */
    private static final int LONGEST_TASK_ID = 255;

    /** By name, as an index doesn't tell what isn't: kept keys may be a hundred times as many. */
    private static final String NOT_DONE = " AND state IN ('INTENT', 'WAITING', 'READY', 'DEAD', 'UNKNOWN')";

    private static final String INSERT = "INSERT INTO pika_task (" + COLUMNS
                                         + ", submitted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private TaskTable() {
    }

    static void insert(Database database, Connection connection, TaskRow row) throws SQLException {
        String progress = TaskJson.write(row);
        String submitted = TaskJson.write(row.task().submitted());
        PacketLimit.check(database, connection, progress, submitted);
        insert(INSERT, row, progress, submitted).all(connection);
    }

    /**
     * @return of it, whether the row was not there yet; elsewhere than on PostgreSQL it fails then
     */
    static Write<Boolean> insert(Database database, TaskRow row) {
        return insert(database == Database.POSTGRESQL ? INSERT + " ON CONFLICT (id) DO NOTHING" : INSERT, row,
                TaskJson.write(row), TaskJson.write(row.task().submitted()));
    }

    private static Write<Boolean> insert(String sql, TaskRow row, String progress, String submitted) {
        TrackedTask task = row.task();
        return Write.only(sql, insert -> {
            insert.setString(1, task.id());
            insert.setString(2, task.claim().owner());
            insert.setString(3, task.claim().fingerprint());
            insert.setString(4, task.queue());
            insert.setString(5, task.phase().name());
            insert.setString(6, task.origin().component());
            insert.setString(7, task.origin().gateway());
            insert.setString(8, task.origin().baseUri());
            insert.setString(9, start(task.task().taskId()));
            insert.setInt(10, task.deliveries());
            insert.setLong(11, task.acceptedAt().toEpochMilli());
            insert.setLong(12, task.acceptedAt().toEpochMilli());
            setMoment(insert, 13, row.expiresAt());
            insert.setLong(14, row.revision());
            insert.setString(15, progress);
            insert.setString(16, submitted);
        });
    }

    static String start(String taskId) {
        return taskId == null || taskId.length() <= LONGEST_TASK_ID ? taskId : taskId.substring(0, LONGEST_TASK_ID);
    }

    private static void setMoment(PreparedStatement statement, int index, Instant moment) throws SQLException {
        if (moment == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, moment.toEpochMilli());
        }
    }

    /**
     * Writes a row as it is to be now.
     *
     * @return whether it was still as it was read; else nothing was done
     */
    static boolean update(Connection connection, TaskRow row) throws SQLException {
        return update(row).all(connection);
    }

    static Write<Boolean> update(TaskRow row) {
        TrackedTask task = row.task();
        String progress = TaskJson.write(row);
        return Write.only("UPDATE pika_task SET owner = ?, state = ?,"
                + " component = ?, gateway = ?, base_uri = ?, task_id = ?, deliveries = ?, accepted_at = ?,"
                + " expires_at = ?, revision = ?, task = ? WHERE id = ? AND revision = ?", update -> {
            update.setString(1, task.claim().owner());
            update.setString(2, task.phase().name());
            update.setString(3, task.origin().component());
            update.setString(4, task.origin().gateway());
            update.setString(5, task.origin().baseUri());
            update.setString(6, start(task.task().taskId()));
            update.setInt(7, task.deliveries());
            update.setLong(8, task.acceptedAt().toEpochMilli());
            setMoment(update, 9, row.expiresAt());
            update.setLong(10, row.revision() + 1);
            update.setString(11, progress);
            update.setString(12, task.id());
            update.setLong(13, row.revision());
        });
    }

    /**
     * @return whether it was still as it was read; else nothing was done
     */
    static boolean delete(Connection connection, TaskRow row) throws SQLException {
        return delete(row).all(connection);
    }

    static Write<Boolean> delete(TaskRow row) {
        return Write.only("DELETE FROM pika_task WHERE id = ? AND revision = ?", delete -> {
            delete.setString(1, row.task().id());
            delete.setLong(2, row.revision());
        });
    }

    static void deleteExpired(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM pika_task WHERE expires_at < ?")) {
            delete.setLong(1, now.toEpochMilli());
            delete.executeUpdate();
        }
    }

    /**
     * A row without what was submitted, which may be long and is needed at the delivery only.
     */
    static Optional<TaskRow> find(Connection connection, String id) throws SQLException {
        return TaskRowReader.one(connection, "SELECT " + COLUMNS + " FROM pika_task WHERE id = ?", false, id);
    }

    /**
     * One that is about to be changed. On PostgreSQL it is locked, which a pooler that sends reads to standbys leaves to the
     * primary: what a standby has may be old.
     */
    static Optional<TaskRow> findToChange(Database database, Connection connection, String id) throws SQLException {
        return TaskRowReader.one(connection, "SELECT " + COLUMNS + " FROM pika_task WHERE id = ?"
                + (database == Database.POSTGRESQL ? " FOR UPDATE" : ""), false, id);
    }

    static Optional<TaskRow> findWhole(Connection connection, String id) throws SQLException {
        return TaskRowReader.one(connection, "SELECT " + COLUMNS + ", submitted FROM pika_task WHERE id = ?", true, id);
    }

    /**
     * Those of these that are there and can be read.
     *
     * @param whole with what was submitted
     */
    static List<TaskRow> ofIds(Connection connection, List<String> ids, boolean whole, UnreadableRows unreadable)
            throws SQLException {
        return TaskRowReader.rows(connection, "SELECT " + COLUMNS + (whole ? ", submitted" : "") + " FROM pika_task WHERE id IN ("
                + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")", ids.size(), whole, unreadable,
                ids.toArray(String[]::new));
    }

    static List<TaskRow> ofQueue(Connection connection, String queue, int most, UnreadableRows unreadable)
            throws SQLException {
        return TaskRowReader.rows(connection, "SELECT " + COLUMNS + ", submitted FROM pika_task WHERE queue_name = ?"
                + NOT_DONE + " ORDER BY created_at, id", most, true, unreadable, queue);
    }

    static List<TaskRow> unknown(Connection connection, int most, UnreadableRows unreadable) throws SQLException {
        return TaskRowReader.rows(connection, "SELECT " + COLUMNS + ", submitted FROM pika_task"
                + " WHERE state IN ('UNKNOWN', 'READY') AND task_id IS NULL ORDER BY created_at, id", most, true, unreadable);
    }

    /**
     * Intents of no queue that are over, as no wake-up looks after those.
     */
    static List<TaskRow> abandonedInline(Connection connection, Instant postedBefore, UnreadableRows unreadable)
            throws SQLException {
        return TaskRowReader.rows(connection, "SELECT " + COLUMNS + " FROM pika_task WHERE queue_name IS NULL"
                + " AND state = 'INTENT' AND accepted_at < " + postedBefore.toEpochMilli(), 1_000, false, unreadable);
    }

    /**
     * Those that are over, the latest first.
     *
     * @param expiring after that
     */
    static List<TaskRow> done(Connection connection, Instant expiring, int most, UnreadableRows unreadable) throws SQLException {
        return TaskRowReader.rows(connection, "SELECT " + COLUMNS + " FROM pika_task WHERE state = 'DONE' AND expires_at > "
                + expiring.toEpochMilli() + " ORDER BY expires_at DESC, id", most, false, unreadable);
    }

    /**
     * Tasks of a queue that should have a wake-up and have none.
     */
    static List<String> withoutWakeUp(Connection connection, String queue, String... names) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT t.id FROM pika_task t WHERE t.queue_name = ?"
                + " AND t.state IN ('INTENT', 'WAITING', 'READY') AND NOT EXISTS (SELECT 1 FROM pika_schedule s"
                + " WHERE s.task_instance = t.id AND s.task_name IN (?, ?))")) {
            select.setString(1, queue);
            select.setString(2, names[0]);
            select.setString(3, names[1]);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    /**
     * Of those that are not done.
     */
    static Map<Phase, Long> counts(Connection connection, String queue) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT state, COUNT(*) FROM pika_task WHERE queue_name = ?" + NOT_DONE + " GROUP BY state")) {
            select.setString(1, queue);
            Map<Phase, Long> counts = new EnumMap<>(Phase.class);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long count = rows.getLong(2);
                    Phase.named(rows.getString(1)).ifPresent(phase -> counts.put(phase, count));
                }
            }
            return counts;
        }
    }

    /**
     * How many tasks are with a route just now.
     */
    static long delivering(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM pika_schedule WHERE task_name = ? AND picked = ?")) {
            select.setString(1, name);
            select.setBoolean(2, true);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
