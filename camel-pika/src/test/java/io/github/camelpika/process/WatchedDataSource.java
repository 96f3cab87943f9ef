package io.github.camelpika.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Tells of each statement before it is sent and after it holds: inside of a transaction that is after its commit.
 */
final class WatchedDataSource {

    /** Told of each step over the wire. */
    interface Watcher {

        void before(String step);

        void after(String step);
    }

    private WatchedDataSource() {
    }

    static DataSource of(DataSource dataSource, Watcher watcher) {
        return proxy(DataSource.class, dataSource, (method, args, call) -> {
            Object result = call.proceed();
            return result instanceof Connection connection ? new Line(connection, watcher).proxy() : result;
        });
    }

    /** One connection, and what was done on it since the last commit. */
    private static final class Line {

        private final Connection connection;
        private final Watcher watcher;
        private final List<String> uncommitted = new ArrayList<>();

        Line(Connection connection, Watcher watcher) {
            this.connection = connection;
            this.watcher = watcher;
        }

        Connection proxy() {
            return WatchedDataSource.proxy(Connection.class, connection, (method, args, call) -> {
                Object result = call.proceed();
                if (method.getName().equals("commit")) {
                    uncommitted.forEach(watcher::after);
                }
                if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                    uncommitted.clear();
                }
                return result instanceof PreparedStatement statement ? proxy(statement, (String) args[0]) : result;
            });
        }

        /**
         * Of a statement that tells which rows it has changed each of these is a step, and none if there are none.
         */
        private ResultSet proxy(ResultSet changed, Collection<Object> values) {
            return WatchedDataSource.proxy(ResultSet.class, changed, (method, args, call) -> {
                Object result = call.proceed();
                if (method.getName().equals("getString") && args[0].equals("task_instance")) {
                    watcher.after("WITH due " + values + ": " + changed.getString("task_name") + " " + result);
                }
                return result;
            });
        }

        private PreparedStatement proxy(PreparedStatement statement, String sql) {
            Map<Integer, Object> values = new TreeMap<>();
            List<String> batch = new ArrayList<>();
            return WatchedDataSource.proxy(PreparedStatement.class, statement, (method, args, call) -> {
                if (method.getName().startsWith("set") && args.length > 1 && args[0] instanceof Integer index) {
                    values.put(index, args[1]);
                }
                if (method.getName().equals("addBatch")) {
                    batch.add(sql + " " + values.values());
                }
                if (sql.contains("RETURNING") && method.getName().equals("getResultSet")) {
                    return proxy((ResultSet) call.proceed(), values.values());
                }
                if (!method.getName().startsWith("execute") || sql.contains("RETURNING")) {
                    return call.proceed();
                }
                List<String> steps = batch.isEmpty() ? List.of(sql + " " + values.values()) : List.copyOf(batch);
                steps.forEach(watcher::before);
                Object result = call.proceed();
                if (connection.getAutoCommit()) {
                    steps.forEach(watcher::after);
                } else {
                    uncommitted.addAll(steps);
                }
                return result;
            });
        }
    }

    @FunctionalInterface
    private interface Interception {
        Object around(Method method, Object[] args, Call call) throws Throwable;
    }

    @FunctionalInterface
    private interface Call {
        Object proceed() throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Interception interception) {
        InvocationHandler handler = (self, method, args) -> interception.around(method, args, () -> {
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
    }
}
