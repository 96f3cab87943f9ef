package io.github.camelpika.track;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.rig.MariaDb;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Databases of the tests' own: H2 in memory, and one PostgreSQL and one MariaDB for all tests of a run, with a schema for
 * each. What uses MariaDB is skipped where that is not installed.
 */
public enum TestDatabases {

    H2 {
        @Override
        public DataSource fresh() {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return dataSource;
        }
    },
    POSTGRESQL {
        @Override
        public DataSource fresh() {
            return new HikariDataSource(config());
        }
    },
    /** A pool whose connections don't commit by themselves. */
    POSTGRESQL_WITHOUT_AUTOCOMMIT {
        @Override
        public DataSource fresh() {
            HikariConfig config = config();
            config.setAutoCommit(false);
            return new HikariDataSource(config);
        }
    },
    MARIADB {
        @Override
        public DataSource fresh() {
            return Maria.fresh(MariaDb.Driver.MARIADB);
        }
    },
    MARIADB_WITH_THE_DRIVER_OF_MYSQL {
        @Override
        public DataSource fresh() {
            return Maria.fresh(MariaDb.Driver.MYSQL);
        }
    };

    public abstract DataSource fresh();

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("max_connections", "500").start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Apart from the others, so that a test is skipped, and no class fails to load, where it isn't installed. */
    private static final class Maria {

        private static MariaDb server;

        static synchronized DataSource fresh(MariaDb.Driver driver) {
            String schema = unique();
            try {
                if (server == null) {
                    MariaDb started = new MariaDb(Files.createTempDirectory("mariadb"));
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                    server = started;
                }
                server.execute("CREATE DATABASE " + schema);
            } catch (IOException | InterruptedException | SQLException e) {
                throw new IllegalStateException(e);
            }
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.jdbcUrl(driver, schema));
            HikariDataSource pool = new HikariDataSource(small(config));
            createTablesOfMariaDb(pool);
            return pool;
        }

        private static void close(MariaDb server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As a person does who uses it. */
    public static void createTablesOfMariaDb(DataSource dataSource) {
        try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            for (String each : Schema.statements(Database.MARIADB).split(";")) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unique() {
        return "s" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String schema() {
        String schema = unique();
        try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            return schema;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Postgres.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema());
        config.addDataSourceProperty("socketTimeout", "5");
        return small(config);
    }

    private static HikariConfig small(HikariConfig config) {
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        config.setConnectionTimeout(5_000);
        return config;
    }
}
