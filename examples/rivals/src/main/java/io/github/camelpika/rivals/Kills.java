package io.github.camelpika.rivals;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What becomes of jobs when one of two nodes is killed again and again, and started again at once.
 */
final class Kills {

    private static final String PREFIX = "job-";
    private static final int EACH_MILLIS = 50;
    private static final int AGAIN_MILLIS = 500;
    private static final Duration HAND_OVER = Duration.ofMillis(200);
    private static final Duration DEFAULTS_HAND_OVER = Duration.ofSeconds(1);
    private static final int JOBS_OF_DEFAULTS = 40;
    private static final Duration LONGEST_BEFORE = Duration.ofMinutes(2);
    private static final Duration LONGEST_AFTER = Duration.ofMinutes(4);

    private final Database database;
    private final File logs;
    private final Random random = new Random(1);

    Kills(Database database, File logs) {
        this.database = database;
        this.logs = logs;
    }

    /**
     * Kills so often.
     *
     * @return the run, of which some jobs have yet to end
     */
    Run many(Contender contender, int kills) throws Exception {
        Run run = new Run(new Fleet(contender, database, logs, HAND_OVER, true));
        var flow = run.upstream.scheduleAtFixedRate(() -> run.fleet.submit(PREFIX, run.submitted.getAndIncrement()), 0,
                EACH_MILLIS, TimeUnit.MILLISECONDS);
        run.upstream.scheduleWithFixedDelay(() -> run.fleet.submitAgain(PREFIX), 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = 0; i < kills; i++) {
            Thread.sleep(1_000 + random.nextInt(1_000));
            // the one that lives for longer, which has more in its hands
            String victim = Fleet.NODES.get(i % Fleet.NODES.size());
            run.kills.add(run.fleet.kill(victim));
            run.fleet.start(victim);
            run.fleet.awaitReady(victim);
        }
        flow.cancel(false);
        return run;
    }

    /** Nodes that live on after the last kill. */
    static final class Run implements AutoCloseable {

        private final Fleet fleet;
        private final AtomicInteger submitted = new AtomicInteger();
        private final ScheduledExecutorService upstream = Executors.newScheduledThreadPool(2);
        private final List<Fleet.Kill> kills = new ArrayList<>();

        private Run(Fleet fleet) {
            this.fleet = fleet;
        }

        /**
         * Waits until every job has an end, or for longer than any should take.
         *
         * @return cells of the table
         */
        String cells() throws Exception {
            long start = System.nanoTime();
            Set<String> missing = missing();
            while (!missing.isEmpty() && System.nanoTime() - start < LONGEST_AFTER.toNanos()) {
                Thread.sleep(200);
                missing = missing();
            }
            return String.join(" |", "|" + submitted.get(), String.valueOf(fleet.postedTwice()),
                    String.valueOf(fleet.history().unknown().size()), String.valueOf(fleet.history().handedTwice()),
                    String.valueOf(missing.size())) + " " + Takeovers.of(fleet.history(), kills).medianAndLongest();
        }

        private Set<String> missing() {
            Set<String> missing = IntStream.range(0, submitted.get()).mapToObj(each -> PREFIX + each)
                    .collect(Collectors.toSet());
            missing.removeAll(fleet.history().handed());
            missing.removeAll(fleet.history().unknown());
            return missing;
        }

        @Override
        public void close() throws Exception {
            upstream.shutdownNow();
            fleet.close();
        }
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
