package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A connection for db-scheduler, which logs each failure with its stack, and once more for what it tries to mend then. It
 * is told of an outage with few words, and that all is well with a connection that is broken: the pool finds out.
 */
final class SchedulerConnection {

    private static final Set<String> MENDING = Set.of("rollback", "setAutoCommit", "close");

    private final Connection connection;
    private final BiFunction<Connection, SQLException, TrackerDatabaseException> failed;
    private boolean broken;

    private SchedulerConnection(Connection connection,
                                BiFunction<Connection, SQLException, TrackerDatabaseException> failed) {
        this.connection = connection;
        this.failed = failed;
    }

    /**
     * @param failed told of what may be an outage, and says what to throw
     */
    static Connection of(Connection connection, BiFunction<Connection, SQLException, TrackerDatabaseException> failed) {
        return new SchedulerConnection(connection, failed).watched(Connection.class, connection);
    }

    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    if (broken && method.getName().equals("getAutoCommit")) {
                        // then there is nothing to roll back
                        return true;
                    }
                    try {
                        Object result = method.invoke(target, OnPrimary.arguments(method.getName(), arguments));
                        return result instanceof PreparedStatement statement ? watched(PreparedStatement.class, statement)
                                : result;
                    } catch (InvocationTargetException e) {
                        return afterFailure(method.getName(), e.getCause());
                    }
                }));
    }

    private Object afterFailure(String method, Throwable failure) throws Throwable {
        if (broken && MENDING.contains(method)) {
            return null;
        }
        if (failure instanceof SQLException e && DatabaseErrors.isOutage(e)) {
            broken = true;
            throw failed.apply(connection, e);
        }
        throw failure;
    }
}
