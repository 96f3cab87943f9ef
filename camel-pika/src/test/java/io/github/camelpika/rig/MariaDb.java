package io.github.camelpika.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.mariadb.jdbc.MariaDbDataSource;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real MariaDB on this machine, where Debian's is installed. Its zone has an hour in spring that doesn't exist.
 */
public final class MariaDb implements AutoCloseable {

    public enum Driver {
        MARIADB, MYSQL
    }

    private static final String ZONE = "Europe/Berlin";

    private final Path directory;
    private final int port;
    private final Process server;

    /**
     * Skips the test where it is not installed.
     *
     * @param settings as on the command line of {@code mariadbd}
     */
    public MariaDb(Path directory, String... settings) throws IOException, InterruptedException {
        assumeTrue(program("mariadbd") != null && program("mariadb-install-db") != null,
                "MariaDB is not installed, so its tests are skipped: apt-get install mariadb-server-core");
        this.directory = Files.createDirectories(directory);
        Path data = directory.resolve("data");
        List<String> asRoot = System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
        List<String> install = new ArrayList<>(List.of(program("mariadb-install-db").toString(), "--no-defaults",
                "--datadir=" + data, "--auth-root-authentication-method=normal", "--skip-test-db"));
        install.addAll(asRoot);
        if (run(install).waitFor() != 0) {
            throw new IOException("mariadb-install-db failed, see " + log());
        }
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(program("mariadbd").toString(), "--no-defaults", "--datadir=" + data,
                "--port=" + port, "--bind-address=127.0.0.1", "--socket=" + directory.resolve("socket"), "--skip-grant-tables",
                "--innodb-flush-log-at-trx-commit=1", "--max-connections=500"));
        command.addAll(asRoot);
        command.addAll(List.of(settings));
        this.server = run(command);
        await().ignoreExceptions().until(() -> {
            execute("SELECT 1");
            return true;
        });
    }

    private static Path program(String name) {
        return Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/").map(folder -> Path.of(folder + name))
                .filter(Files::isExecutable).findFirst().orElse(null);
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
        program.environment().put("TZ", ZONE);
        return program.start();
    }

    private java.io.File log() {
        return directory.resolve("mariadb.log").toFile();
    }

    /** As its administrator, with no database chosen. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(Driver.MARIADB, ""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public DataSource dataSource(String database) throws SQLException {
        return new MariaDbDataSource(jdbcUrl(Driver.MARIADB, database));
    }

    public String jdbcUrl(Driver driver, String database) {
        String timeOuts = "connectTimeout=5000&socketTimeout=5000";
        return switch (driver) {
            case MARIADB -> "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root&" + timeOuts;
            case MYSQL -> "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?user=root&sslMode=DISABLED&" + timeOuts;
        };
    }

    @Override
    public void close() throws IOException {
        server.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            files.sorted(Comparator.reverseOrder()).forEach(MariaDb::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
