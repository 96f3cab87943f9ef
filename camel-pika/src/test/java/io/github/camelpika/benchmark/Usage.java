package io.github.camelpika.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import com.sun.management.OperatingSystemMXBean;

/**
 * What was used until now.
 *
 * @param seconds      of a clock
 * @param node         seconds of CPU of this process
 * @param database     seconds of CPU of PostgreSQL; 0 without one
 * @param transactions that PostgreSQL has committed; 0 without one
 */
record Usage(double seconds, double node, double database, double transactions) {

    private static final double NANOS = 1e9;
    /** What Linux counts in, whatever its own clock. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    /** PostgreSQL's own processes add to its counts about so often. */
    private static final long UNTIL_COUNTED_MILLIS = 1_500;

    /**
     * @param postgres may be null
     */
    static Usage now(DataSource postgres) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double seconds = System.nanoTime() / NANOS;
        double node = system.getProcessCpuTime() / NANOS;
        return postgres == null ? new Usage(seconds, node, 0, 0)
                : new Usage(seconds, node, cpu(postgres), transactions(postgres));
    }

    private static double cpu(DataSource postgres) throws Exception {
        double ticks = 0;
        try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement();
             ResultSet pids = statement.executeQuery("SELECT pid FROM pg_stat_activity")) {
            while (pids.next()) {
                ticks += ticks(Path.of("/proc", pids.getString(1), "stat"));
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static double ticks(Path stat) throws IOException {
        if (!Files.exists(stat)) {
            return 0;
        }
        String line = Files.readString(stat);
        // the name of the program stands in parentheses and may hold a space
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[USER_TIME + 1]);
    }

    private static double transactions(DataSource postgres) throws SQLException, InterruptedException {
        Thread.sleep(UNTIL_COUNTED_MILLIS);
        try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement();
             ResultSet count = statement.executeQuery(
                     "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")) {
            count.next();
            return count.getDouble(1);
        }
    }

    Usage minus(Usage before) {
        return new Usage(seconds - before.seconds, node - before.node, database - before.database,
                transactions - before.transactions);
    }

    Usage plus(Usage other) {
        return new Usage(seconds + other.seconds, node + other.node, database + other.database,
                transactions + other.transactions);
    }

    Usage times(double factor) {
        return new Usage(factor * seconds, factor * node, factor * database, factor * transactions);
    }
}
