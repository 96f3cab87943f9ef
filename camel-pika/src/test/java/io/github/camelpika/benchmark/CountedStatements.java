package io.github.camelpika.benchmark;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source that counts which statements are executed, by how they begin, each one of a batch, and what is committed.
 * A statement on a connection that commits by itself is a commit, too.
 */
final class CountedStatements implements DataSource {

    private static final int BEGINNING = 70;

    private final DataSource database;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    CountedStatements(DataSource database) {
        this.database = database;
    }

    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((what, count) -> now.put(what, count.get()));
        return now;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = database.getConnection();
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit")) {
                count("COMMIT");
            }
            Object result = method.invoke(connection, arguments);
            if (result instanceof PreparedStatement statement) {
                return counted(connection, statement, (String) arguments[0]);
            }
            return result;
        });
    }

    private PreparedStatement counted(Connection connection, PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            boolean executes = method.getName().startsWith("execute");
            if (method.getName().equals("addBatch") || executes && !method.getName().equals("executeBatch")) {
                count(sql.strip().replaceAll("\\s+", " "));
            }
            if (executes && connection.getAutoCommit()) {
                count("COMMIT of its own");
            }
            return method.invoke(statement, arguments);
        });
    }

    private void count(String what) {
        counts.computeIfAbsent(what.substring(0, Math.min(BEGINNING, what.length())), first -> new AtomicLong())
                .incrementAndGet();
    }

    private interface Call {
        Object to(java.lang.reflect.Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return call.to(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
