package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the first use whether a session can be kept, and whether there is a pooler before PostgreSQL that gives each
 * transaction another of the server's sessions, and loses the statements that a driver has prepared. Those of two clients
 * have the same names there, so one may run the other's, and not even get an error.
 */
final class PoolerCheck {

    static final String CURE = "Where a pooler gives each transaction another session of PostgreSQL (pgbouncer with"
                               + " pool_mode=transaction), add prepareThreshold=0 to the JDBC URL";

    private static final Logger LOG = LoggerFactory.getLogger(PoolerCheck.class);

    private static final int ROUNDS = 5;
    /** Drivers name a statement on the server when it comes often; pgjdbc at the fifth time. */
    private static final int OFTEN = 8;
    /** A pool of a single connection has no second one, and nobody is to wait long for that. */
    private static final int SECONDS = 2;

    private PoolerCheck() {
    }

    /**
     * @param  waiting                  where a second connection is waited for
     * @return                          why no connection can be kept for a session of its own; null if one can
     * @throws TrackerDatabaseException if statements get lost
     */
    static String check(DataSource dataSource, Database database, Executor waiting) {
        try (Connection first = dataSource.getConnection(); Connection second = second(dataSource, waiting)) {
            if (second == null) {
                return "the data source gives no second connection";
            }
            if (database != Database.POSTGRESQL || !isShared(first, second)) {
                return null;
            }
            if (losesStatements(first, second)) {
                throw new TrackerDatabaseException("JdbcTaskTracker can't use this database: there is a pooler before"
                                                   + " PostgreSQL that loses prepared statements, or mixes them up with"
                                                   + " those of others. " + CURE);
            }
            return "a pooler gives each transaction another session";
        } catch (SQLException e) {
            throw DatabaseErrors.translated(e);
        }
    }

    private static Connection second(DataSource dataSource, Executor waiting) {
        CompletableFuture<Connection> second = CompletableFuture.supplyAsync(() -> connection(dataSource), waiting);
        try {
            return second.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            LOG.debug("There is no second connection", e);
            second.thenAccept(PoolerCheck::close);
            return null;
        }
    }

    private static Connection connection(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw DatabaseErrors.translated(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The second connection came late, and was not closed well", e);
        }
    }

    /**
     * A session of the server has one client at a time, and a client one session, unless somebody in between shares them
     * out.
     */
    private static boolean isShared(Connection first, Connection second) throws SQLException {
        long before = session(first);
        for (int round = 0; round < ROUNDS; round++) {
            long other = session(second);
            long now = session(first);
            if (now != before || now == other) {
                return true;
            }
        }
        return false;
    }

    private static long session(Connection connection) throws SQLException {
        long session;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            session = rows.getLong(1);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        return session;
    }

    private static boolean losesStatements(Connection first, Connection second) throws SQLException {
        String mark = UUID.randomUUID().toString();
        try (PreparedStatement named = first.prepareStatement("SELECT pg_backend_pid(), '" + mark + "'")) {
            named.setQueryTimeout(SECONDS);
            long session = 0;
            for (int i = 0; i < OFTEN; i++) {
                session = session(named, mark);
            }
            for (int round = 0; round < ROUNDS; round++) {
                long elsewhere = whileTaken(second, session, () -> session(named, mark), mark);
                if (elsewhere != session) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("A prepared statement is lost", e);
            return true;
        }
    }

    private interface Query {
        long run() throws SQLException;
    }

    private static long session(PreparedStatement named, String mark) throws SQLException {
        long session;
        try (ResultSet rows = named.executeQuery()) {
            rows.next();
            session = rows.getLong(1);
            if (!mark.equals(rows.getString(2))) {
                // that of another client has run
                throw new SQLException("mixed-up");
            }
        }
        if (!named.getConnection().getAutoCommit()) {
            named.getConnection().commit();
        }
        return session;
    }

    /**
     * @param session what the other connection takes for the time of a transaction, most likely
     */
    private static long whileTaken(Connection taking, long session, Query query, String mark) throws SQLException {
        boolean automatic = taking.getAutoCommit();
        taking.setAutoCommit(false);
        try (Statement statement = taking.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            if (rows.getLong(1) != session) {
                return session;
            }
            try {
                return query.run();
            } catch (SQLException e) {
                forget(taking, mark);
                throw e;
            }
        } finally {
            taking.rollback();
            taking.setAutoCommit(automatic);
        }
    }

    /** Or else somebody else meets it there. */
    private static void forget(Connection connection, String mark) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement
                    .executeQuery("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%" + mark + "%' AND name <> ''");
            String name = rows.next() ? rows.getString(1) : null;
            if (name != null) {
                statement.execute("DEALLOCATE \"" + name + "\"");
            }
        }
    }
}
