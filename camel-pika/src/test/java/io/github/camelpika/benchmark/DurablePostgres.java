package io.github.camelpika.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL with commits that wait for the disk, as those of a database do that is to keep its word. That of the tests is
 * started with {@code -F}, so that nothing of it ever waits for the disk.
 */
final class DurablePostgres {

    private static final EmbeddedPostgres SERVER = start();

    private DurablePostgres() {
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("max_connections", "500")
                    .setServerConfig("fsync", "on").start();
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

    /**
     * A new database.
     *
     * @param synchronousCommit {@code off} for commits that don't wait
     */
    static HikariDataSource pool(int connections, String synchronousCommit) {
        String name = "b" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = SERVER.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE " + name);
            try (ResultSet fsync = connection.createStatement().executeQuery("SHOW fsync")) {
                fsync.next();
                if (!fsync.getString(1).equals("on")) {
                    throw new IllegalStateException("this PostgreSQL doesn't wait for the disk: fsync=" + fsync.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
        config.setConnectionInitSql("SET synchronous_commit TO " + synchronousCommit);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }
}
