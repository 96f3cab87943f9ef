package io.github.camelpika.rivals;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints the tables of docs/benchmarks.adoc, with the {@link Options} that are its arguments.
 */
final class Rivals {

    private static final String NO_KILLS = "|- |- |- |- |- |- |-";

    private final Options options;
    private final File logs = new File("target/rivals");

    private Rivals(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        new Rivals(Options.of(args)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        if (!logs.isDirectory() && !logs.mkdirs()) {
            throw new IllegalStateException("Can't make " + logs.getAbsolutePath());
        }
        try (Database database = new Database()) {
            System.out.println("Java " + Runtime.version() + ", PostgreSQL " + database.version());
            if (options.batch() > 0) {
                batches(database);
            }
            kills(database);
        }
    }

    private void batches(Database database) throws Exception {
        List<String> lines = new ArrayList<>();
        int small = options.batch() / 5;
        for (Contender each : options.only()) {
            lines.add("|" + each.label() + " " + orNothing("|- |- |- |- |-",
                    () -> new Batch(database, logs, small, options.batch()).of(each).cells()) + " |" + each.settings());
        }
        table("[cols=\"3,1,1,1,1,1,4\",options=\"header\"]", "|what |jobs a second, of " + small + " |of " + options.batch()
                + " |transactions a job |CPU of the node, ms a job |CPU of PostgreSQL, ms a job |settings", lines);
    }

    /**
     * Kills all, one after the other, and then lets all end what they have and take over by their defaults, which is waiting.
     */
    private void kills(Database database) throws Exception {
        Kills kills = new Kills(database, logs);
        Map<Contender, Kills.Run> runs = new LinkedHashMap<>();
        if (options.kills() > 0) {
            for (Contender each : options.only()) {
                Kills.Run run = orNothing(null, () -> kills.many(each, options.kills()));
                if (run != null) {
                    runs.put(each, run);
                }
            }
        }
        Map<Contender, Future<String>> defaults = new LinkedHashMap<>();
        ExecutorService all = Executors.newCachedThreadPool();
        if (!options.longest().isZero()) {
            for (Contender each : options.only()) {
                defaults.put(each, all.submit(() -> kills.once(each, options.longest())));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Contender each : options.only()) {
            lines.add("|" + each.label() + " " + (runs.containsKey(each)
                    ? orNothing(NO_KILLS, () -> runs.get(each).cells()) : NO_KILLS) + " |" + (defaults.containsKey(each)
                    ? orNothing("-", () -> defaults.get(each).get()) : "-"));
        }
        for (Kills.Run each : runs.values()) {
            each.close();
        }
        table("[cols=\"3,1,1,1,1,1,1,1,2\",options=\"header\"]", "|what, " + options.kills() + " kills |jobs |posted twice"
                + " |told as unknown |handed over twice |lost |taken over after, s: median |longest"
                + " |with its defaults: first / all", lines);
    }

    /**
     * What one of them fails in is no reason to know nothing of the others.
     */
    private static <T> T orNothing(T nothing, Callable<T> measured) {
        try {
            return measured.call();
        } catch (Exception e) {
            e.printStackTrace();
            return nothing;
        }
    }

    private static void table(String columns, String header, List<String> lines) {
        System.out.println();
        System.out.println(columns);
        System.out.println("|===");
        System.out.println(header);
        lines.forEach(System.out::println);
        System.out.println("|===");
    }
}
