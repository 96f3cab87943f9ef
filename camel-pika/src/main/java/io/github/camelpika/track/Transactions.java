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

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
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
                throw failed(e);
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                current.remove();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException | SQLRuntimeException | DbSchedulerException e) {
            throw failed(e);
        }
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
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getAutoCommit()) {
                return work.with(connection);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return run(work);
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static TrackerDatabaseException failed(Exception e) {
        return new TrackerDatabaseException("The database of the task tracker failed: " + e.getMessage(), e);
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
                            yield method.invoke(connection, arguments);
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
            return joined == null ? dataSource.getConnection() : kept(joined);
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
