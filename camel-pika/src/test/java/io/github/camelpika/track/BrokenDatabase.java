package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * A database whose statements fail as a test says.
 */
public final class BrokenDatabase {

    private final DataSource dataSource;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Predicate<String> broken = sql -> false;
    private volatile SQLException failure;
    private volatile AtomicInteger commits = new AtomicInteger();

    public BrokenDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public DataSource dataSource() {
        return wrapped(DataSource.class, dataSource);
    }

    /** The same, which counts what is committed. */
    DataSource counting(AtomicInteger newCommits) {
        commits = newCommits;
        return dataSource();
    }

    /** @param which of the statements; asked with an empty one for a new connection */
    public void breakDown(Predicate<String> which, String state) {
        failure = new SQLException("broken on purpose", state);
        broken = which;
    }

    void mend() {
        broken = sql -> false;
    }

    int refused() {
        return refused.get();
    }

    private <T> T wrapped(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text
                    : method.getName().equals("getConnection") ? "" : null;
            if (sql != null && broken.test(sql)) {
                refused.incrementAndGet();
                throw failure;
            }
            if (method.getName().equals("commit")) {
                commits.incrementAndGet();
            }
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof java.sql.Connection connection && method.getName().equals("getConnection")
                        ? wrapped(java.sql.Connection.class, connection)
                        : result instanceof java.sql.Statement statement && method.getName().equals("createStatement")
                                ? wrapped(java.sql.Statement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
