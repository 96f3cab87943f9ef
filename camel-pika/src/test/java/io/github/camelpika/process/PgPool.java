package io.github.camelpika.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * An installed pgpool-II before a primary and its standby.
 */
final class PgPool implements AutoCloseable {

    private final int port = Server.freePort();
    private final Process process;

    /**
     * @param balances whether it sends what only reads to either
     */
    PgPool(Path directory, ReplicatedPostgres postgres, boolean balances) throws Exception {
        Path own = Server.directory(directory.getParent(), directory.getFileName().toString());
        Path settings = Files.write(own.resolve("pgpool.conf"), List.of(
                "backend_clustering_mode = 'streaming_replication'",
                "listen_addresses = '127.0.0.1'", "port = " + port, "socket_dir = '" + own + "'",
                "pcp_listen_addresses = ''", "pcp_port = " + Server.freePort(), "pcp_socket_dir = '" + own + "'",
                "unix_socket_directories = '" + own + "'",
                "backend_hostname0 = '127.0.0.1'", "backend_port0 = " + postgres.primaryPort(), "backend_weight0 = 1",
                "backend_hostname1 = '127.0.0.1'", "backend_port1 = " + postgres.standbyPort(), "backend_weight1 = 1",
                "enable_pool_hba = off", "num_init_children = 40", "max_pool = 1",
                "pid_file_name = '" + own.resolve("pgpool.pid") + "'", "logdir = '" + own + "'", "work_dir = '" + own + "'",
                "memqcache_oiddir = '" + own + "'",
                "sr_check_user = 'postgres'", "sr_check_period = 1", "health_check_period = 0", "failover_on_backend_error = off",
                // else a standby that is behind is asked nothing
                "delay_threshold = 0", "load_balance_mode = " + (balances ? "on" : "off"), ""));
        Path hba = Files.writeString(own.resolve("pool_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        Path pcp = Files.writeString(own.resolve("pcp.conf"), "");
        process = Server.start(own.resolve("log"), "pgpool", "-n", "-f", settings, "-a", hba, "-F", pcp);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .untilAsserted(() -> DriverManager.getConnection(Postgres.jdbcUrl(port)).close());
    }

    String jdbcUrl() {
        return Postgres.jdbcUrl(port);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
