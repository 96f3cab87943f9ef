package io.github.camelpika.rivals;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL whose commits are on the disk when they return, with a database for each run.
 */
final class Database implements AutoCloseable {

    /** Two nodes of each rival are killed while two more of each end what they have, with a pool each. */
    private static final int CONNECTIONS = 5 * 4 * Node.CONNECTIONS + 100;

    private final EmbeddedPostgres server = EmbeddedPostgres.builder()
            .setServerConfig("max_connections", String.valueOf(CONNECTIONS))
            .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").start();
    private int made;

    Database() throws IOException {
    }

    /**
     * Makes an empty one.
     *
     * @return its name
     */
    synchronized String create() throws SQLException {
        String name = "run" + ++made;
        execute("CREATE DATABASE " + name);
        return name;
    }

    String jdbcUrl(String name) {
        return server.getJdbcUrl("postgres", name);
    }

    /**
     * The transactions that were committed in it by connections that are closed by now, and most of the others.
     */
    long transactions(String name) throws SQLException {
        return Long.parseLong(ask("SELECT xact_commit FROM pg_stat_database WHERE datname = '" + name + "'"));
    }

    /**
     * The CPU of the server's processes for the connections to it.
     */
    Duration cpu(String name) throws SQLException {
        Duration sum = Duration.ZERO;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet pids = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE datname = '" + name + "'")) {
            while (pids.next()) {
                sum = sum.plus(ProcessHandle.of(pids.getLong(1)).flatMap(each -> each.info().totalCpuDuration())
                        .orElse(Duration.ZERO));
            }
        }
        return sum;
    }

    String version() throws SQLException {
        return ask("SHOW server_version");
    }

    void awaitNoConnection(String name) throws SQLException, InterruptedException {
        while (!ask("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name + "'").equals("0")) {
            Thread.sleep(100);
        }
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
