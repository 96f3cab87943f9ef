package io.github.camelpika.rivals;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of jobs when one of two nodes is killed again and again, and started again at once.
 */
final class Kills {

    private static final String PREFIX = "job-";
    private static final int EACH_MILLIS = 50;
    private static final Duration HAND_OVER = Duration.ofMillis(200);
    private static final Duration DEFAULTS_HAND_OVER = Duration.ofSeconds(1);
    private static final int JOBS_OF_DEFAULTS = 40;
    private static final Duration LONGEST_BEFORE = Duration.ofMinutes(2);

    private final Database database;
    private final File logs;
    private final Random random = new Random(1);

    Kills(Database database, File logs) {
        this.database = database;
        this.logs = logs;
    }

    /**
     * Kills so often, and waits until every job has an end.
     *
     * @param longest time to wait after the last kill
     * @return cells of the table
     */
    String many(Contender contender, int kills, Duration longest) throws Exception {
        try (Fleet fleet = new Fleet(contender, database, logs, HAND_OVER, true)) {
            AtomicInteger submitted = new AtomicInteger();
            ScheduledExecutorService upstream = Executors.newScheduledThreadPool(2);
            var flow = upstream.scheduleAtFixedRate(() -> fleet.submit(PREFIX, submitted.getAndIncrement()), 0, EACH_MILLIS,
                    TimeUnit.MILLISECONDS);
            upstream.scheduleWithFixedDelay(() -> fleet.submitAgain(PREFIX), 0, 500, TimeUnit.MILLISECONDS);
            List<Fleet.Kill> done = new ArrayList<>();
            for (int i = 0; i < kills; i++) {
                Thread.sleep(1_000 + random.nextInt(1_000));
                String victim = Fleet.NODES.get(random.nextInt(Fleet.NODES.size()));
                done.add(fleet.kill(victim));
                fleet.start(victim);
                fleet.awaitReady(victim);
            }
            flow.cancel(false);
            Thread.sleep(100);
            Set<String> missing = missing(fleet, submitted.get());
            long start = System.nanoTime();
            while (!missing.isEmpty() && System.nanoTime() - start < longest.toNanos()) {
                Thread.sleep(200);
                missing = missing(fleet, submitted.get());
            }
            upstream.shutdownNow();
            return String.join(" |", "|" + submitted.get(), String.valueOf(fleet.postedTwice()),
                    String.valueOf(fleet.history().unknown().size()), String.valueOf(fleet.history().handedTwice()),
                    String.valueOf(missing.size())) + " " + Takeovers.of(fleet.history(), done).medianAndLongest();
        }
    }

    private static Set<String> missing(Fleet fleet, int submitted) {
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < submitted; i++) {
            missing.add(PREFIX + i);
        }
        missing.removeAll(fleet.history().handed());
        missing.removeAll(fleet.history().unknown());
        return missing;
    }

    /**
     * Kills a node that is handing jobs over, once, with the defaults.
     *
     * @return when the first and the last of these jobs are gone on with by the other node, which is alone from then on
     */
    String once(Contender contender, Duration longest) throws Exception {
        try (Fleet fleet = new Fleet(contender, database, logs, DEFAULTS_HAND_OVER, false)) {
            for (int i = 0; i < JOBS_OF_DEFAULTS; i++) {
                fleet.submit(PREFIX, i);
            }
            List<Fleet.Kill> kill = List.of(fleet.kill(busy(fleet)));
            long start = System.nanoTime();
            while (Takeovers.of(fleet.history(), kill).never() > 0 && System.nanoTime() - start < longest.toNanos()) {
                Thread.sleep(50);
            }
            return Takeovers.of(fleet.history(), kill).firstAndLast(longest.toSeconds());
        }
    }

    private static String busy(Fleet fleet) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_BEFORE.toNanos()) {
            for (String node : Fleet.NODES) {
                if (fleet.history().inHandOf(fleet.life(node)).size() >= 2) {
                    return node;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("No node hands jobs over");
    }
}
