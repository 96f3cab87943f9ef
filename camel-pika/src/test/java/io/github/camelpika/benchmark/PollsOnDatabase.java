package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TaskTracker;

/**
 * How many tasks one node can ask after in a second, as far as PostgreSQL lets it, beside db-scheduler doing nothing. Both
 * take turns on one server. docs/benchmarks.adoc has the command. The arguments are the number of rounds, the most
 * seconds of each, and whether commits wait for the disk ({@code on} or {@code off}).
 */
final class PollsOnDatabase {

    private static final String QUEUE = "q";
    private static final String WAKE_UPS = "poll:" + QUEUE;
    private static final int ROWS = 20_000;
    private static final int ENOUGH = 18_000;
    private static final int THREADS = 16;
    /** So long that no row comes twice in a round. */
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration UNTIL_WARM = Duration.ofMillis(500);
    private static final double NANOS = 1e9;

    private final int rounds;
    private final Duration measured;
    private final HikariDataSource database;
    private final DueRows due;
    private final List<Double> ofTracker = new ArrayList<>();
    private final List<Double> ofBare = new ArrayList<>();

    private PollsOnDatabase(int rounds, Duration measured, String synchronousCommit) throws Exception {
        this.rounds = rounds;
        this.measured = measured;
        this.database = DurablePostgres.pool(THREADS, synchronousCommit);
        this.due = new DueRows(database);
    }

    public static void main(String[] args) throws Exception {
        PollsOnDatabase benchmark = new PollsOnDatabase(args.length > 0 ? Integer.parseInt(args[0]) : 7,
                Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 4), args.length > 2 ? args[2] : "on");
        try (HikariDataSource database = benchmark.database) {
            benchmark.run();
        }
    }

    private void run() throws Exception {
        // the first round of each warms up
        for (int round = 0; round <= rounds; round++) {
            note(round, ofBare, bare(database));
            note(round, ofTracker, tracker(database));
        }
        System.out.printf("| what | median a second | min | max | of db-scheduler |%n|---|---|---|---|---|%n");
        print("db-scheduler, doing nothing", ofBare);
        print("JdbcTaskTracker, polls", ofTracker);
        statements("db-scheduler, doing nothing", this::bare);
        statements("JdbcTaskTracker, polls", this::tracker);
    }

    private static void note(int round, List<Double> rates, Count count) {
        if (round > 0) {
            rates.add(count.perSecond());
        }
    }

    private Count tracker(DataSource of) throws Exception {
        due.put(QUEUE, ROWS);
        AtomicLong polls = new AtomicLong();
        try (CountedPolls handler = new CountedPolls(QUEUE, THREADS, INTERVAL, polls);
             JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(of);
            TaskTracker.Subscription subscription = tracker.subscribe(handler);
            Count count = count(polls);
            subscription.stop();
            return count;
        }
    }

    private Count bare(DataSource of) throws Exception {
        due.put(QUEUE, ROWS);
        AtomicLong runs = new AtomicLong();
        try (BareSchedule schedule = new BareSchedule(of, WAKE_UPS, THREADS, INTERVAL, runs)) {
            return count(runs);
        }
    }

    /**
     * @param all until the stop, warm or not
     */
    private record Count(long measured, double seconds, long all) {

        double perSecond() {
            return measured / seconds;
        }
    }

    private Count count(AtomicLong counter) throws InterruptedException {
        while (counter.get() == 0) {
            Thread.sleep(10);
        }
        Thread.sleep(UNTIL_WARM.toMillis());
        long before = counter.get();
        long start = System.nanoTime();
        // with the last rows there is less to do at once
        while (System.nanoTime() - start < measured.toNanos() && counter.get() < ENOUGH) {
            Thread.sleep(10);
        }
        long after = counter.get();
        double seconds = (System.nanoTime() - start) / NANOS;
        if (after == before) {
            throw new IllegalStateException("All rows were done before the measuring began");
        }
        return new Count(after - before, seconds, after);
    }

    private void print(String what, List<Double> rates) {
        System.out.printf("| %s | %.0f | %.0f | %.0f | %.2f |%n", what, Median.of(rates), Collections.min(rates),
                Collections.max(rates), Median.of(rates) / Median.of(ofBare));
    }

    private interface Contender {
        Count on(DataSource database) throws Exception;
    }

    private void statements(String what, Contender contender) throws Exception {
        CountedStatements counted = new CountedStatements(database);
        long all = contender.on(counted).all();
        System.out.printf("%s, for each of %d:%n", what, all);
        counted.counts().forEach((statement, count) -> {
            if (count * 100 > all) {
                System.out.printf("  %5.2f %s%n", (double) count / all, statement);
            }
        });
    }
}
