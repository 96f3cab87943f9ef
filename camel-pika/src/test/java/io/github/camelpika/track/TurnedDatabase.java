package io.github.camelpika.track;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A database whose clock a test can turn: whoever asks it for the time is told another one.
 */
public final class TurnedDatabase {

    private static final String NOW = "SELECT CURRENT_TIMESTAMP";
    private static final String MARIADB_NOW = "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))";

    private final DataSource dataSource;
    private final AtomicLong millis = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    public TurnedDatabase(DataSource dataSource) {
        this.dataSource = wrapped(DataSource.class, dataSource);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public void turn(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    /** How often it was asked for the time. */
    int asked() {
        return asked.get();
    }

    private <T> T wrapped(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && NOW.equals(arguments[0])) {
                asked.incrementAndGet();
                arguments[0] = NOW + " + INTERVAL '" + millis.get() / 1_000 + "' SECOND";
            } else if (arguments != null && MARIADB_NOW.equals(arguments[0])) {
                asked.incrementAndGet();
                arguments[0] = MARIADB_NOW + " + " + millis.get() * 1_000;
            }
            try {
                Object result = method.invoke(target, arguments);
                if (result instanceof Connection connection && method.getName().equals("getConnection")) {
                    return wrapped(Connection.class, connection);
                }
                return result instanceof Statement statement && method.getName().equals("createStatement")
                        ? wrapped(Statement.class, statement)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
    }
}
