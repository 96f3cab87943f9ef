package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done with each connection to H2. After a write error H2 closes its file, and opens it anew with the next
 * connection: what was set before is forgotten, and connections from before are dead though they don't say so.
 */
final class H2Connections {

    private static final Logger LOG = LoggerFactory.getLogger(H2Connections.class);

    private static final String WRITE_DELAY
            = "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";
    /** Milliseconds. */
    private static final int DEFAULT_WRITE_DELAY = 500;

    /** Those that were told, for as long as a pool keeps them. */
    private static final Set<Connection> TOLD = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private H2Connections() {
    }

    /**
     * By default H2 answers before the disk has it, and a killed process loses what it was told is kept. Each connection is
     * told otherwise once, as the first one after H2 has opened its file must be: the setting is written down there, and is
     * read out as if it held, but what writes goes by the default until somebody sets it.
     *
     * @throws TrackerDatabaseException if somebody wants just that
     */
    static void prepare(Connection connection) throws SQLException {
        Connection physical = physical(connection);
        if (TOLD.contains(physical)) {
            return;
        }
        int delay = writeDelay(connection);
        if (delay != 0 && delay != DEFAULT_WRITE_DELAY) {
            throw new TrackerDatabaseException("JdbcTaskTracker can't use H2 with WRITE_DELAY=" + delay + ": for so many"
                                               + " milliseconds it says that something is kept, and loses it when the process"
                                               + " is killed. Write WRITE_DELAY=0 in the data source's URL");
        }
        execute(connection, "SET WRITE_DELAY 0");
        TOLD.add(physical);
    }

    /** What a pool gives out anew each time is a wrapper. */
    private static Connection physical(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class) ? connection.unwrap(JdbcConnection.class) : connection;
    }

    /**
     * Set with a connection WRITE_DELAY keeps what is acknowledged from a killed process; a disk that is full in the midst
     * of it H2 survives only where the URL has it.
     */
    static void warnWithoutUrl(Connection connection) throws SQLException {
        if (writeDelay(connection) != 0 && isFile(connection)) {
            LOG.warn("The data source of JdbcTaskTracker is a file of H2 without WRITE_DELAY=0 in its URL. It is set now, but"
                     + " H2 may lose tasks when its disk is full: write ;WRITE_DELAY=0 at the end of the URL");
        }
    }

    private static boolean isFile(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DATABASE_PATH()")) {
            return rows.next() && rows.getString(1) != null;
        }
    }

    private static int writeDelay(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(WRITE_DELAY)) {
            return rows.next() ? rows.getInt(1) : DEFAULT_WRITE_DELAY;
        }
    }

    /**
     * Sees to it that no pool gives out a connection again whose database is closed, or can only be read.
     */
    static void discard(Connection connection, SQLException failure) {
        if (failure.getErrorCode() == ErrorCode.LOCK_TIMEOUT_1 || failure.getErrorCode() == ErrorCode.DEADLOCK_1) {
            return;
        }
        try {
            if (failure.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
                // it was opened while the file could not be written, and stays so until it is opened anew
                execute(connection, "SHUTDOWN IMMEDIATELY");
            }
            connection.unwrap(JdbcConnection.class).close();
        } catch (SQLException e) {
            LOG.debug("A connection was not closed well", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
