package io.github.camelpika.track;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;

/**
 * Connections of the tracker's own, apart from any transaction of a route: what is written here must be kept whether the
 * route goes through or not.
 */
final class Transactions {

    private final DataSource dataSource;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    private volatile boolean isH2;
    private volatile DatabaseOutage outage;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * From now on it is noticed when the database is away.
     */
    void watch(DatabaseOutage newOutage) {
        outage = newOutage;
    }

    void use(Database database) {
        isH2 = database == Database.H2;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction, or as a part of the one that this thread is in.
     *
     * @throws TrackerDatabaseException if it is not certain that everything was done
     */
    <T> T run(Work<T> work) {
        Connection joined = current.get();
        if (joined != null) {
            try {
                return work.with(joined);
            } catch (SQLException e) {
                throw DatabaseErrors.translated(e);
            }
        }
        checkOutage();
        return connected(connection -> inTransaction(connection, work));
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        boolean automatic = connection.getAutoCommit();
        connection.setAutoCommit(false);
        current.set(connection);
        try {
            T result = work.with(connection);
            connection.commit();
            connection.setAutoCommit(automatic);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, automatic, e);
            throw e;
        } finally {
            current.remove();
        }
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = open()) {
            try {
                return work.with(connection);
            } catch (SQLException | SQLRuntimeException | DbSchedulerException e) {
                DatabaseErrors.sql(e).ifPresent(sql -> suspect(connection, sql));
                throw e;
            }
        } catch (SQLException | SQLRuntimeException | DbSchedulerException e) {
            throw DatabaseErrors.translated(e);
        }
    }

    private Connection open() throws SQLException {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            suspect(null, e);
            throw e;
        } catch (RuntimeException e) {
            // so tell pools of what they meet at their first connection
            SQLException failure = new SQLException(e.getMessage(), e);
            suspect(null, failure);
            throw failure;
        }
        if (!isH2) {
            return connection;
        }
        try {
            H2Connections.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            DatabaseErrors.sql(e).ifPresent(sql -> suspect(connection, sql));
            connection.close();
            throw e;
        }
    }

    private void suspect(Connection connection, SQLException failure) {
        if (!DatabaseErrors.isOutage(failure)) {
            return;
        }
        if (connection != null && isH2) {
            H2Connections.discard(connection, failure);
        }
        if (outage != null) {
            outage.suspect(failure);
        }
    }

    private void checkOutage() {
        if (outage != null) {
            outage.check();
        }
    }

    /**
     * Writes something to each table that is needed all the time, whether the database is known to be away or not, and
     * leaves nothing there.
     *
     * @throws TrackerDatabaseException if that can't be done
     */
    void look() {
        connected(connection -> inTransaction(connection, LookAtDatabase::write));
    }

    /**
     * The same, unless that is known.
     */
    void tryToWrite() {
        checkOutage();
        look();
    }

    /**
     * A connection that is kept for long, and is nobody else's meanwhile. Also while the database is held to be away: others
     * hold this node dead while it has none.
     */
    Connection session() throws SQLException {
        return open();
    }

    /**
     * Whether this thread is in one.
     */
    boolean isOpen() {
        return current.get() != null;
    }

    /**
     * Does the work of a single statement, which is a transaction by itself where connections commit by themselves.
     *
     * @throws TrackerDatabaseException if it is not certain that it was done
     */
    <T> T single(Work<T> work) {
        if (current.get() != null) {
            return run(work);
        }
        checkOutage();
        return connected(connection -> connection.getAutoCommit() ? work.with(connection) : inTransaction(connection, work));
    }

    private static void rollBack(Connection connection, boolean automatic, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(automatic);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * The data source for db-scheduler. Inside of {@link #run} it gives out the connection of that transaction, which
     * nobody but this class ends.
     */
    DataSource joining() {
        return new Joining();
    }

    private Connection kept(Connection connection) {
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAutoCommit" -> true;
                    case "setAutoCommit", "commit", "rollback", "close" -> null;
                    default -> {
                        try {
                            yield method.invoke(connection, OnPrimary.arguments(method.getName(), arguments));
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    private final class Joining implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection joined = current.get();
            if (joined != null) {
                return kept(joined);
            }
            if (outage != null && TrackerThreads.isPatient()) {
                outage.awaitEnd();
            }
            checkOutage();
            try {
                return SchedulerConnection.of(open(), (connection, failure) -> {
                    suspect(connection, failure);
                    return new DatabaseAwayException(failure.getMessage());
                });
            } catch (SQLException e) {
                if (DatabaseErrors.isOutage(e)) {
                    throw new DatabaseAwayException(e.getMessage());
                }
                throw e;
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return dataSource.getConnection(user, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return dataSource.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            dataSource.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            dataSource.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return dataSource.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return dataSource.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return dataSource.isWrapperFor(type);
        }
    }
}
