package io.github.camelpika.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.track.JdbcTaskTracker;

/**
 * How fast a batch goes through one queue, by where the tasks are kept, with a gateway in another process that finishes
 * each at once and a limit that doesn't bind. The trackers take turns. The arguments are the number of tasks and of
 * rounds, how many jobs are submitted at once and how many tasks are delivered at once, and how the name of the only tracker
 * begins where it is not to be all.
 */
final class BatchBenchmark {

    private static final int CONNECTIONS = 40;
    private static final int WARM_UP = 2_000;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final int tasks;
    private final int rounds;
    private final int submitters;
    private final int consumers;
    private final String only;
    private final Path directory = Files.createTempDirectory("pika-benchmark-");

    private BatchBenchmark(int tasks, int rounds, int submitters, int consumers, String only) throws Exception {
        this.tasks = tasks;
        this.rounds = rounds;
        this.submitters = submitters;
        this.consumers = consumers;
        this.only = only;
    }

    public static void main(String[] args) throws Exception {
        new BatchBenchmark(number(args, 0, 10_000), number(args, 1, 3), number(args, 2, QueueRun.SUBMITTERS),
                number(args, 3, QueueRun.CONSUMERS), args.length > 4 ? args[4] : "").run();
        System.exit(0);
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private record Batch(double submitted, double polls, Usage usage) {
    }

    private void run() throws Exception {
        try (HikariDataSource postgres = DurablePostgres.pool(CONNECTIONS, "on"); HikariDataSource h2 = h2()) {
            Map<String, DataSource> trackers = new LinkedHashMap<>();
            trackers.put("in memory", null);
            trackers.put("H2, in a file", h2);
            trackers.put("PostgreSQL", postgres);
            trackers.keySet().removeIf(name -> !name.startsWith(only));
            Map<String, List<Batch>> batches = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, DataSource> each : trackers.entrySet()) {
                    Batch batch = batch(each.getValue(), postgres, round == 0 ? WARM_UP : tasks);
                    if (round > 0) {
                        batches.computeIfAbsent(each.getKey(), first -> new ArrayList<>()).add(batch);
                    }
                }
            }
            System.out.println("|tasks are kept |tasks a second |all submitted after, s |all delivered after, s |polls a task"
                               + " |CPU of the node, ms a task |CPU of PostgreSQL, ms a task |transactions of it a task");
            batches.forEach(this::print);
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private HikariDataSource h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + directory.resolve("tasks"));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private Batch batch(DataSource database, DataSource postgres, int count) throws Exception {
        DataSource watched = database == postgres ? postgres : null;
        JdbcTaskTracker tracker = database == null ? null : new JdbcTaskTracker();
        try (ChildJvm gateway = CheapGateway.start(0, 0, INTERVAL); JdbcTaskTracker closed = tracker) {
            if (tracker != null) {
                tracker.setDataSource(database);
            }
            try (QueueRun queue = new QueueRun(tracker, gateway.answer(), INTERVAL, count, submitters, consumers)) {
                Usage start = Usage.now(watched);
                long begin = System.nanoTime();
                queue.submit(Double.MAX_VALUE);
                double submitted = (System.nanoTime() - begin) / NANOS;
                queue.finish(LONGEST);
                double seconds = (System.nanoTime() - begin) / NANOS;
                Usage used = Usage.now(watched).minus(start);
                return new Batch(submitted, (double) GatewayCounts.of(gateway).polls() / count,
                        new Usage(seconds, used.node(), used.database(), used.transactions()));
            }
        }
    }

    private void print(String kept, List<Batch> batches) {
        double seconds = median(batches, batch -> batch.usage.seconds());
        System.out.printf(Locale.ROOT, "|%s |%.0f |%.1f |%.1f |%.1f |%.2f |%s |%s%n", kept, tasks / seconds,
                median(batches, Batch::submitted), seconds, median(batches, Batch::polls),
                MILLIS / tasks * median(batches, batch -> batch.usage.node()),
                orNothing(MILLIS / tasks * median(batches, batch -> batch.usage.database())),
                orNothing(1.0 / tasks * median(batches, batch -> batch.usage.transactions())));
    }

    private static String orNothing(double value) {
        return value == 0 ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static double median(List<Batch> batches, ToDoubleFunction<Batch> of) {
        return Median.of(batches.stream().mapToDouble(of).boxed().toList());
    }
}
