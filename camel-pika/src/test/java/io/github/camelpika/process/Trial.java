package io.github.camelpika.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One run: a gateway that is busy, broken and loses answers now and then, nodes, jobs, and in the end the promise.
 * {@code -Dpika.reliability.seed} repeats what was drawn in a run, though not how the system dealt out its time.
 */
final class Trial implements AutoCloseable {

    /** Of real time, in which tasks take one to three seconds. */
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(4);
    /** Nothing has happened for so long: what a dead node had in hand was taken over before. */
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration TICK = Duration.ofMillis(50);

    final long seed = Long.getLong("pika.reliability.seed", System.nanoTime());
    final Random random = new Random(seed);
    final List<Trouble> troubles = new ArrayList<>();
    private final Path directory;
    private final String kind;
    private final PikaSimulator gateway;
    private Fleet fleet;
    private List<String> undone;

    /**
     * At a gateway that doesn't know a job again.
     */
    Trial(String name) throws IOException {
        this(name, "vapi");
    }

    /**
     * @param kind of the gateway, by its name
     */
    Trial(String name, String kind) throws IOException {
        this.kind = kind;
        directory = emptied(Path.of("target", "reliability", name).toAbsolutePath());
        System.out.printf("Reliability: %s, -Dpika.reliability.seed=%d, in %s%n", name, seed, directory);
        gateway = PikaSimulator.builder().seed(seed).durations(new OneToThreeSeconds()).start();
        gateway.faults().rate(Operation.GENERATE, Fault.LOST_RESPONSE, 0.03)
                .rate(Operation.GENERATE, Fault.SERVER_ERROR, 0.02)
                .rate(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, 0.05)
                .rate(Operation.FEED, Fault.CLOSED, 0.03)
                .rate(Operation.FEED, Fault.SERVER_ERROR, 0.03);
        if (tellsCharges()) {
            gateway.faults().rate(Operation.GENERATE, Fault.TASK_FAILED, 0.05);
        }
        if (tellsCharges() && (isLong() || Integer.getInteger("pika.reliability.kills") != null)) {
            gateway.faults().rate(Operation.GENERATE, Fault.SETTLED_LATE, 0.1);
        }
    }

    private boolean tellsCharges() {
        return kind.equals("pika");
    }

    private record OneToThreeSeconds() implements Durations {
        @Override
        public Duration queued(RandomGenerator drawn) {
            return Duration.ofMillis(300);
        }

        @Override
        public Duration running(RandomGenerator drawn) {
            return Duration.ofMillis(drawn.nextInt(700, 2_700));
        }
    }

    /** The long form is for a person who asks for it. */
    static boolean isLong() {
        return System.getProperty("pika.reliability.long") != null;
    }

    Path directory() {
        return directory;
    }

    /**
     * @param jdbcUrls where each node reaches the database; as many nodes
     * @param route    how long the consuming route takes for each task
     */
    Fleet fleet(List<String> jdbcUrls, Duration route) throws IOException {
        fleet = new Fleet(directory, kind, gateway, jdbcUrls, route);
        return fleet;
    }

    /**
     * Lets the time pass that nobody can turn here.
     */
    static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    static void tick() throws InterruptedException {
        pass(TICK);
    }

    /**
     * Waits for the end of all jobs, and stops the nodes as an operator does.
     */
    Evidence end() throws InterruptedException, SQLException {
        drain();
        if (tellsCharges()) {
            awaitCharges();
        }
        return stop();
    }

    /**
     * Stops the nodes without waiting for the jobs.
     */
    Evidence stop() throws InterruptedException {
        undone = fleet.stop();
        return new Evidence(directory, fleet.keys(), fleet.journals(), troubles, gateway.requests(),
                gateway.tasks());
    }

    /**
     * Holds the promise against what happened.
     *
     * @param jdbcUrl where the database can be looked at now that no node uses it any more
     */
    void judge(Evidence evidence, String jdbcUrl) throws SQLException {
        List<String> broken = new ArrayList<>(undone);
        broken.addAll(Promise.broken(evidence));
        broken.addAll(leftOver(jdbcUrl));
        broken.addAll(Ledger.at(jdbcUrl).broken(evidence));
        assertThat(broken).as("the promise, with the seed " + seed).isEmpty();
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        int before = -1;
        for (long quietSince = System.nanoTime(); System.nanoTime() < end; pass(Duration.ofMillis(500))) {
            List<Entry> entries = fleet.journals();
            if (entries.size() != before || fleet.jobsWaiting() > 0) {
                quietSince = System.nanoTime();
                before = entries.size();
            }
            long delivered = entries.stream().filter(entry -> entry.event() == Journal.Event.DELIVERED).map(Entry::key)
                    .distinct().count();
            boolean quiet = System.nanoTime() - quietSince > QUIET.toNanos();
            if (quiet && delivered == fleet.keys().size()) {
                return;
            }
        }
    }

    /**
     * The gateway tells some charges half a minute after the end.
     */
    private void awaitCharges() throws InterruptedException, SQLException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (Ledger.at(fleet.jdbcUrl()).pending() > 0 && System.nanoTime() < end) {
            pass(Duration.ofMillis(500));
        }
    }

    /**
     * Tasks and wake-ups that the database still holds, though everything is over.
     */
    private static List<String> leftOver(String jdbcUrl) throws SQLException {
        List<String> left = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            left.addAll(rows(connection, "SELECT 'left in pika_task', id, state, task_id, accepted_at FROM pika_task"
                    + " WHERE state NOT IN ('DONE', 'UNKNOWN')"));
            left.addAll(rows(connection, "SELECT 'left in pika_schedule', task_instance, task_name, picked_by,"
                    + " execution_time FROM pika_schedule WHERE task_name LIKE 'poll:%' OR task_name LIKE 'deliver:%'"));
            // that of a node that died before it wrote its intent goes when its time is over and somebody needs it
            left.addAll(rows(connection, "SELECT 'place held in pika_in_flight', slot, task_id, submission, held_until"
                    + " FROM pika_in_flight f WHERE held_until > " + System.currentTimeMillis() + " AND NOT EXISTS (SELECT 1 FROM pika_task t WHERE t.id = f.submission"
                    + " AND t.state = 'UNKNOWN')"));
        }
        return left;
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1) + ": " + rows.getString(2) + " " + rows.getString(3) + " " + rows.getString(4)
                        + " " + rows.getString(5));
            }
            return lines;
        }
    }

    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(Trial::delete);
            }
        }
        return Files.createDirectories(directory);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
        gateway.close();
    }
}
