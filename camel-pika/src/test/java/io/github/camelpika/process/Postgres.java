package io.github.camelpika.process;

import java.io.IOException;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL on this machine, which can be stopped and started again where it was.
 */
final class Postgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;

    Postgres(Path data) throws IOException {
        this.data = data;
        this.server = builder().start();
    }

    /**
     * Stops as an administrator does, which breaks off what is under way.
     */
    void stop() throws IOException {
        server.close();
    }

    void startAgain() throws IOException {
        server = builder().setPort(server.getPort()).start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    int port() {
        return server.getPort();
    }

    /**
     * @param port its own, or that of a proxy before it
     */
    static String jdbcUrl(int port) {
        // without a time-out a node whose line is cut would wait for ever for an answer
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=5&socketTimeout=5";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
