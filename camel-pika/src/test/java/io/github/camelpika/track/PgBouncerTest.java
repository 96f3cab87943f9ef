package io.github.camelpika.track;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The real pgbouncer, where it is installed. */
@EnabledIf("isInstalled")
class PgBouncerTest {

    private EmbeddedPostgres postgres;
    private Process bouncer;
    @TempDir
    private Path directory;

    static boolean isInstalled() {
        return program() != null;
    }

    private static Path program() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer").map(Path::of)
                .filter(Files::isExecutable).findFirst().orElse(null);
    }

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (bouncer != null) {
            bouncer.destroy();
            bouncer.waitFor();
        }
        postgres.close();
    }

    private String url(String mode) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), String.join("\n", "[databases]",
                "postgres = host=127.0.0.1 port=" + postgres.getPort() + " user=postgres", "[pgbouncer]",
                "listen_addr = 127.0.0.1", "listen_port = " + port, "auth_type = any", "pool_mode = " + mode,
                "unix_socket_dir =", "ignore_startup_parameters = extra_float_digits", ""));
        ProcessBuilder program = new ProcessBuilder(program().toString(), settings.toString());
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root
            program = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program().toString(),
                    settings.toString());
            directory.toFile().setExecutable(true, false);
            directory.toFile().setReadable(true, false);
        }
        bouncer = program.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        await().ignoreExceptions().untilAsserted(() -> DriverManager.getConnection(url + "&prepareThreshold=0").close());
        return url;
    }

    private static JdbcTaskTracker tracker(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(pool);
        return tracker;
    }

    private static void works(JdbcTaskTracker tracker) {
        for (int i = 0; i < 20; i++) {
            assertThat(tracker.intend(TrackedTask.intent("s" + i, new Claim("o", "key", "f"), "q",
                    new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat")))).isEmpty();
        }
        assertThat(tracker.list("q", 100)).hasSize(20);
        tracker.close();
    }

    @Test
    void inTransactionModeItIsRefusedWithTheCure() throws Exception {
        String url = url("transaction");
        JdbcTaskTracker tracker = tracker(url);
        assertThatThrownBy(() -> tracker.counts("q")).isInstanceOf(TrackerDatabaseException.class)
                .hasMessageContaining("add prepareThreshold=0 to the JDBC URL");
        tracker.close();
        works(tracker(url + "&prepareThreshold=0"));
    }

    @Test
    void inSessionModeItIsTakenAsItIs() throws Exception {
        works(tracker(url("session")));
    }
}
