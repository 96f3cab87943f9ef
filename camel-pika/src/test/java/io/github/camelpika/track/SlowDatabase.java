package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * A database that takes its time after the first commit of a new row, before its client hears of it.
 */
final class SlowDatabase {

    private final DataSource dataSource;
    private final Runnable meanwhile;
    private final AtomicBoolean inserted = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    SlowDatabase(DataSource dataSource, Runnable meanwhile) {
        this.dataSource = dataSource;
        this.meanwhile = meanwhile;
    }

    DataSource dataSource() {
        return wrapped(DataSource.class, dataSource);
    }

    private <T> T wrapped(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(target, arguments);
                if (arguments != null && arguments[0] instanceof String sql && sql.startsWith("INSERT INTO pika_task")) {
                    inserted.set(true);
                }
                if (method.getName().equals("commit") && inserted.get() && over.compareAndSet(false, true)) {
                    meanwhile.run();
                }
                return result instanceof Connection connection && method.getName().equals("getConnection")
                        ? wrapped(Connection.class, connection)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
