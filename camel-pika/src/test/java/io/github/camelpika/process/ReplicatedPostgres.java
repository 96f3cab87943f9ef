package io.github.camelpika.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * An installed PostgreSQL with a standby that it streams to, by a line that can be cut.
 */
final class ReplicatedPostgres implements AutoCloseable {

    private final Path programs;
    private final Path directory;
    private final Path log;
    private final int primaryPort = Server.freePort();
    private final int standbyPort = Server.freePort();
    private final TcpProxy line = new TcpProxy(primaryPort);

    /**
     * @param programs    where its programs are
     * @param directory   of its own
     * @param synchronous whether each commit waits for the standby
     * @param delayMillis how late the standby shows what it has
     */
    ReplicatedPostgres(Path programs, Path directory, boolean synchronous, int delayMillis) throws Exception {
        this.programs = programs;
        this.directory = Server.directory(directory.getParent(), directory.getFileName().toString());
        this.log = Files.createFile(this.directory.resolve("log"));
        // also when this process is ended
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopServers));
        run("initdb", "-D", data("primary"), "-U", "postgres", "-A", "trust", "-N");
        settings("primary", "port = " + primaryPort, "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''",
                "max_connections = 100", "wal_level = replica", "max_wal_senders = 4", "hot_standby = on");
        start("primary");
        run("pg_basebackup", "-D", data("standby"), "-R", "-X", "stream", "-d",
                "host=127.0.0.1 port=" + line.port() + " user=postgres application_name=standby");
        settings("standby", "port = " + standbyPort, "recovery_min_apply_delay = " + delayMillis);
        start("standby");
        await().until(this::isStreaming);
        if (synchronous) {
            settings("primary", "synchronous_standby_names = 'standby'", "synchronous_commit = on");
            run("pg_ctl", "-D", data("primary"), "reload");
            await().until(() -> "sync".equals(ask(primaryPort, "SELECT sync_state FROM pg_stat_replication")));
        }
    }

    private void stopServers() {
        for (String each : List.of("standby", "primary")) {
            try {
                Server.start(log, programs.resolve("pg_ctl"), "-D", data(each), "-m", "immediate", "stop").waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isStreaming() {
        return "streaming".equals(ask(primaryPort, "SELECT state FROM pg_stat_replication"));
    }

    private static String ask(int port, String sql) {
        try (Connection connection = DriverManager.getConnection(Postgres.jdbcUrl(port));
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            return null;
        }
    }

    private Path data(String name) {
        return directory.resolve(name);
    }

    private void settings(String name, String... lines) throws IOException {
        Files.write(data(name).resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
    }

    private void start(String name) throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(name), "-w", "-l", data(name).resolve("server.log"), "start");
    }

    private void run(String program, Object... arguments) throws IOException, InterruptedException {
        Server.run(log, Stream.concat(Stream.of(programs.resolve(program)), Stream.of(arguments)).toArray());
    }

    /**
     * From now on the standby gets nothing of what is committed.
     */
    void cutReplication() {
        line.cut();
    }

    /**
     * Kills the primary as a power failure does, and has the standby take over.
     *
     * @return when it was killed, of the wall clock
     */
    long failOver() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readAllLines(data("primary").resolve("postmaster.pid")).get(0).trim());
        ProcessHandle.of(pid).ifPresent(primary -> {
            List<ProcessHandle> all = Stream.concat(Stream.of(primary), primary.children()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
        });
        long killed = System.currentTimeMillis();
        run("pg_ctl", "-D", data("standby"), "-w", "promote");
        return killed;
    }

    int primaryPort() {
        return primaryPort;
    }

    int standbyPort() {
        return standbyPort;
    }

    /**
     * Where clients look for whichever can be written to.
     */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + primaryPort + ",127.0.0.1:" + standbyPort
               + "/postgres?user=postgres&targetServerType=primary&connectTimeout=2&socketTimeout=5";
    }

    @Override
    public void close() throws Exception {
        stopServers();
        line.close();
    }
}
