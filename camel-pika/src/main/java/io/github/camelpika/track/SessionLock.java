package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;

/**
 * The locks of a database that belong to a session and go with it, a name each. What happens to a session's connection,
 * happens to its lock: the operating system closes it at once for a process that is killed.
 */
enum SessionLock {

    /** Advisory locks of two numbers: one for all nodes, and one for each. */
    POSTGRESQL("SELECT pg_try_advisory_lock(1885956961, " + Sql.NUMBER + ")",
            "SELECT pg_advisory_unlock(1885956961, " + Sql.NUMBER + ")",
            "SELECT n.node, COALESCE(l.number, n.number), n.last_heartbeat, l.pid IS NOT NULL,"
                    + " COALESCE(l.pid = pg_backend_pid(), false) FROM (SELECT w.node, w.last_heartbeat,"
                    + " ('x' || md5(w.node))::bit(32)::bigint AS number FROM (" + Sql.WORKING
                    + " UNION ALL SELECT CAST(? AS VARCHAR), NULL) w) n FULL JOIN (SELECT pid, objid::bigint AS number FROM"
                    + " pg_locks WHERE locktype = 'advisory' AND classid = 1885956961 AND objsubid = 2 AND granted AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())) l ON l.number = n.number"),

    /** Named ones, of the whole server. Those of nodes that work on nothing can't be listed. */
    MYSQL("SELECT GET_LOCK(CONCAT('pika:', ?), 0)", "SELECT RELEASE_LOCK(CONCAT('pika:', ?))",
            "SELECT n.node, n.node, n.last_heartbeat, IS_USED_LOCK(CONCAT('pika:', n.node)) IS NOT NULL,"
                    + " COALESCE(IS_USED_LOCK(CONCAT('pika:', n.node)) = CONNECTION_ID(), FALSE) FROM (" + Sql.WORKING
                    + " UNION ALL SELECT ?, NULL) n");

    private static final class Sql {
        /** In the index of heartbeats, which has but few that aren't null. */
        static final String WORKING = "SELECT picked_by AS node, MAX(last_heartbeat) AS last_heartbeat FROM pika_schedule"
                                      + " WHERE last_heartbeat IS NOT NULL AND picked = ? AND picked_by <> ? GROUP BY picked_by";
        static final String NUMBER = "('x' || md5(?))::bit(32)::int";
    }

    private static final int SECONDS = 3;

    private final String take;
    private final String release;
    private final String look;

    SessionLock(String take, String release, String look) {
        this.take = take;
        this.release = release;
        this.look = look;
    }

    /**
     * @return null if it has none
     */
    static SessionLock of(Database database) {
        return database == Database.POSTGRESQL ? POSTGRESQL : database.isOfMySql() ? MYSQL : null;
    }

    /**
     * @return whether this session has it from now on; another one may not have been found dead yet by the server
     */
    boolean take(Connection connection, String node) throws SQLException {
        return isDone(connection, take, node);
    }

    boolean release(Connection connection, String node) throws SQLException {
        return isDone(connection, release, node);
    }

    private static boolean isDone(Connection connection, String sql, String node) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(SECONDS);
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /**
     * The nodes that work on something, the one that looks, and where that can be told those that hold a lock.
     */
    List<NodeSight> look(Connection connection, String node, JdbcCustomization customization) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(look)) {
            statement.setQueryTimeout(SECONDS);
            statement.setBoolean(1, true);
            statement.setString(2, node);
            statement.setString(3, node);
            List<NodeSight> nodes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nodes.add(new NodeSight(rows.getString(1), rows.getString(2),
                            customization.getInstant(rows, "last_heartbeat"), rows.getBoolean(4), rows.getBoolean(5)));
                }
            }
            return nodes;
        }
    }
}
