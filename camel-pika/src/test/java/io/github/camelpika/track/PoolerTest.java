package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A pooler between the tracker and PostgreSQL. One that gives each transaction another session is played by a data source
 * that does the same with two connections; {@code PgBouncerTest} has the real one, where it is installed.
 */
class PoolerTest {

    @ParameterizedTest
    @EnumSource(names = { "POSTGRESQL", "POSTGRESQL_WITHOUT_AUTOCOMMIT" })
    void aDirectConnectionAndASessionOfItsOwnAreTaken(TestDatabases database) {
        assertThatCode(() -> PoolerCheck.check(database.fresh(), Database.POSTGRESQL, Runnable::run)).doesNotThrowAnyException();
    }

    @Test
    void aPoolOfOneConnectionIsTakenAndNotWaitedForLong() {
        HikariDataSource pool = (HikariDataSource) TestDatabases.POSTGRESQL.fresh();
        HikariConfig config = new HikariConfig();
        pool.copyStateTo(config);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(30_000);
        var waiting = Executors.newCachedThreadPool();
        try (HikariDataSource single = new HikariDataSource(config)) {
            assertThatCode(() -> PoolerCheck.check(single, Database.POSTGRESQL, waiting)).doesNotThrowAnyException();
        } finally {
            waiting.shutdownNow();
        }
    }

    @Test
    void aPoolerThatLosesPreparedStatementsIsRefusedWithTheCure() throws Exception {
        try (SharedSessions sessions = new SharedSessions(TestDatabases.POSTGRESQL.fresh())) {
            JdbcTaskTracker tracker = new JdbcTaskTracker();
            tracker.setDataSource(sessions.dataSource());
            assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class)
                    .hasMessageContaining("add prepareThreshold=0 to the JDBC URL");
            tracker.close();
        }
    }

    /** Two sessions of the server: whoever begins a transaction gets the one that was free last. */
    private static final class SharedSessions implements AutoCloseable {

        private final List<Connection> free = new java.util.ArrayList<>();
        private final List<Connection> all;

        SharedSessions(DataSource dataSource) throws Exception {
            free.add(dataSource.getConnection());
            free.add(dataSource.getConnection());
            all = List.copyOf(free);
        }

        DataSource dataSource() {
            return proxy(DataSource.class, (method, arguments) -> method.equals("getConnection") ? new Client().proxy() : null);
        }

        @Override
        public void close() throws Exception {
            for (Connection each : all) {
                each.close();
            }
        }

        /** Prepared statements belong to the session in which they were prepared. */
        private final class Client {

            private Connection taken;
            private boolean automatic = true;

            Connection proxy() {
                return SharedSessions.proxy(Connection.class, this::call);
            }

            private Object call(String method, Object[] arguments) throws Exception {
                switch (method) {
                    case "getAutoCommit":
                        return automatic;
                    case "setAutoCommit":
                        automatic = (Boolean) arguments[0];
                        giveBack();
                        return null;
                    case "commit", "rollback", "close":
                        giveBack();
                        return null;
                    case "createStatement":
                        return statement(java.sql.Statement.class, null);
                    case "prepareStatement":
                        return statement(java.sql.PreparedStatement.class, (String) arguments[0]);
                    default:
                        return Connection.class.getMethod(method).invoke(all.get(0));
                }
            }

            private Connection take() {
                if (taken == null) {
                    taken = free.remove(free.size() - 1);
                }
                return taken;
            }

            private void giveBack() {
                if (taken != null) {
                    free.add(taken);
                    taken = null;
                }
            }

            private <T extends java.sql.Statement> T statement(Class<T> type, String sql) {
                Connection[] home = new Connection[1];
                Connection self = proxy();
                return SharedSessions.proxy(type, (method, arguments) -> switch (method) {
                    case "executeQuery" -> {
                        Connection session = take();
                        if (sql != null && home[0] != null && home[0] != session) {
                            giveBackIfAutomatic();
                            throw new java.sql.SQLException("prepared statement \"S_1\" does not exist", "26000");
                        }
                        home[0] = session;
                        var rows = session.createStatement().executeQuery(sql == null ? (String) arguments[0] : sql);
                        giveBackIfAutomatic();
                        yield rows;
                    }
                    case "getConnection" -> self;
                    default -> null;
                });
            }

            private void giveBackIfAutomatic() {
                if (automatic) {
                    giveBack();
                }
            }
        }

        private interface Call {
            Object call(String method, Object[] arguments) throws Exception;
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (self, method, arguments) -> {
                try {
                    return call.call(method.getName(), arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));
        }
    }
}
