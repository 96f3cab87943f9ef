package io.github.camelpika.rivals;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints the tables of docs/benchmarks.adoc, with the {@link Options} that are its arguments.
 */
final class Rivals {

    /** In a line for each contender: the first takeover by defaults needs no machine of its own, as it is all waiting. */
    private final Map<Contender, Future<String>> defaults = new LinkedHashMap<>();
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
            if (options.kills() > 0) {
                kills(database);
            }
            if (!options.longest().isZero()) {
                defaults(database);
            }
        }
    }

    private void batches(Database database) throws Exception {
        List<String> lines = new ArrayList<>();
        int small = options.batch() / 5;
        for (Contender each : options.only()) {
            lines.add("|" + each.label() + " " + new Batch(database, logs, small, options.batch()).of(each).cells() + " |"
                      + each.settings());
        }
        table("[cols=\"3,1,1,1,1,1,4\",options=\"header\"]", "|what |jobs a second, of " + small + " |of " + options.batch()
                + " |transactions a job |CPU of the node, ms a job |CPU of PostgreSQL, ms a job |settings", lines);
    }

    private void kills(Database database) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Contender each : options.only()) {
            lines.add("|" + each.label() + " " + new Kills(database, logs).many(each, options.kills(), options.longest()));
        }
        table("[cols=\"3,1,1,1,1,1,1,1\",options=\"header\"]", "|what, " + options.kills() + " kills |jobs |posted twice"
                + " |told as unknown |handed over twice |lost |takeover, s: median |longest", lines);
    }

    private void defaults(Database database) throws Exception {
        ExecutorService all = Executors.newCachedThreadPool();
        for (Contender each : options.only()) {
            defaults.put(each, all.submit(() -> new Kills(database, logs).once(each, options.longest())));
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Contender, Future<String>> each : defaults.entrySet()) {
            lines.add("|" + each.getKey().label() + " |" + each.getValue().get());
        }
        table("[cols=\"3,2\",options=\"header\"]", "|what |takeover with its defaults: first / all", lines);
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
