package io.github.camelpika.rivals;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How fast jobs go through one node, and what they take.
 */
final class Batch {

    private static final Duration VIDEO = Duration.ofMillis(200);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int WARM_UP = 500;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration UNTIL_READY = Duration.ofMinutes(2);
    private static final double NANOS = 1e9;

    private final Database database;
    private final File logs;
    private final int small;
    private final int large;

    Batch(Database database, File logs, int small, int large) {
        this.database = database;
        this.logs = logs;
        this.small = small;
        this.large = large;
    }

    /**
     * @param small    jobs a second, of the small batch
     * @param large    jobs a second, of the large one
     * @param node     milliseconds of CPU of the node, for a job of the large one
     * @param postgres the same of PostgreSQL, for its connections
     * @param commits  transactions for a job, of all
     */
    record Result(double small, double large, double node, double postgres, double commits) {
        String cells() {
            return String.format(Locale.ROOT, "|%.0f |%.0f |%.1f |%.2f |%.2f", small, large, commits, node, postgres);
        }
    }

    Result of(Contender contender) throws Exception {
        String name = database.create();
        long commits;
        double smallSeconds;
        double largeSeconds;
        Duration node;
        Duration postgres;
        long before;
        try (ChildJvm gateway = new ChildJvm(new File(logs, "gateway.log"), Gateway.class,
                List.of("0", String.valueOf(VIDEO.toMillis())));
                ChildJvm process = new ChildJvm(new File(logs, contender.name() + "-batch.log"), Node.class,
                        new NodeSettings(contender, "a", database.jdbcUrl(name), gateway.answer(), INTERVAL, Duration.ZERO,
                                true).toArguments())) {
            Handed handed = new Handed();
            process.listen(handed::note);
            await(handed.ready, process, UNTIL_READY);
            // as the server tells of what it has committed somewhat later
            Thread.sleep(2_000);
            before = database.transactions(name);
            handed.run(process, "warm-", WARM_UP);
            smallSeconds = handed.run(process, "small-", small);
            node = process.cpu();
            postgres = database.cpu(name);
            largeSeconds = handed.run(process, "large-", large);
            node = process.cpu().minus(node);
            postgres = database.cpu(name).minus(postgres);
        }
        database.awaitNoConnection(name);
        commits = database.transactions(name) - before;
        return new Result(small / smallSeconds, large / largeSeconds, (double) node.toMillis() / large,
                (double) postgres.toMillis() / large, (double) commits / (WARM_UP + small + large));
    }

    private static void await(CountDownLatch latch, ChildJvm process, Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        while (!latch.await(1, TimeUnit.SECONDS)) {
            if (!process.isAlive() || System.nanoTime() - start > longest.toNanos()) {
                throw new IllegalStateException(process + " lacks " + latch.getCount());
            }
        }
    }

    /** The jobs that one batch still lacks. */
    private static final class Handed {

        private final CountDownLatch ready = new CountDownLatch(1);
        private final Set<String> handed = ConcurrentHashMap.newKeySet();
        private volatile String prefix = "";
        private volatile CountDownLatch missing;

        private void note(String line) {
            String[] words = line.split(" ");
            Event event = Event.valueOf(words[0]);
            if (event == Event.READY) {
                ready.countDown();
            } else if (event == Event.HANDED && words[1].startsWith(prefix) && handed.add(words[1])) {
                missing.countDown();
            } else if (event == Event.REFUSED || event == Event.UNKNOWN) {
                throw new IllegalStateException("A job was not taken: " + line);
            }
        }

        private double run(ChildJvm process, String name, int jobs) throws InterruptedException {
            missing = new CountDownLatch(jobs);
            prefix = name;
            long start = System.nanoTime();
            process.tell(name + " 0 " + jobs);
            await(missing, process, LONGEST);
            return (System.nanoTime() - start) / NANOS;
        }
    }
}
