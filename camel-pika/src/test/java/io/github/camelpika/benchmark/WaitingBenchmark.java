package io.github.camelpika.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a wait takes: this component, beside what one would write without it. Each contender has a process of its own for
 * each measure, with the same heap. Prints the rows of a table of docs/benchmarks.adoc. The argument is the number of
 * rounds for the heap.
 */
final class WaitingBenchmark {

    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;
    /** All memory of the heap is taken at the start, so that what is taken later is something else. */
    private static final List<String> OPTIONS = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    /** Its counts are exact; but it stops all for longer than the one that the JVM takes by itself. */
    private static final String EXACT = "-XX:+UseSerialGC";
    private static final String USUAL = "-XX:+UseG1GC";
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final int ROUNDS_OF_POLLS = 3;

    private final int rounds;

    /**
     * @param waits    how many of them; for some the most that they reach
     * @param interval seconds between two polls of one wait, where lateness is measured
     * @param overHttp whether it can ask a server
     */
    private record Row(String title, String name, int waits, int interval, boolean overHttp) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("*`pika:feed`*", "pika:feed", 100_000, 20, true),
            // Camel's scheduler takes a thousand exchanges; the next one keeps the thread that brings it
            new Row("loop, delay and http", "loop", 1_000, 20, true),
            new Row("the same, with a scheduler of its own for the delay", "loop-own-scheduler", 100_000, 20, true),
            // each takes two mappings of the 65,530 that Linux gives a process, and a number of the 32,768 of all
            new Row("a thread for each", "threads", 10_000, 20, true),
            new Row("a virtual thread for each", "virtual-threads", 100_000, 20, true),
            new Row("*the component's waiter alone*", "waiter", 1_000_000, 50, false));

    private WaitingBenchmark(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        new WaitingBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 3).run();
    }

    private void run() throws Exception {
        boolean virtual = Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS;
        if (!virtual) {
            System.out.println("Virtual threads are left out: they need a JDK " + FIRST_JDK_WITH_VIRTUAL_THREADS
                               + " or later, and this is " + Runtime.version());
        }
        System.out.println("|what |waits |heap a wait, bytes |other memory, KiB |threads |CPU a poll, µs |late by, ms: median"
                           + " |99th percentile");
        for (Row row : ROWS) {
            if (virtual || !row.name.equals("virtual-threads")) {
                measure(row);
            }
        }
    }

    private void measure(Row row) throws Exception {
        List<Double> heap = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        String threads = "";
        for (int round = 0; round < rounds; round++) {
            String[] answer = once(EXACT, "heap", row, "");
            heap.add(Double.valueOf(answer[0]));
            other.add(Double.valueOf(answer[1]));
            threads = answer[2];
        }
        String[] late = once(USUAL, "lateness", row, row.interval);
        System.out.printf(Locale.ROOT, "|%s |%,d |%.0f |%.1f |%s |%s |%s |%s%n", row.title, row.waits, Median.of(heap),
                Median.of(other), threads, row.overHttp ? String.format(Locale.ROOT, "%.0f", microsOfPoll(row)) : "", late[0],
                late[1]);
    }

    private static List<String> options(String collector) {
        return Stream.concat(OPTIONS.stream(), Stream.of(collector)).toList();
    }

    private static String[] once(String collector, String measure, Row row, Object argument) throws IOException {
        try (ChildJvm child = new ChildJvm(options(collector), WaitingProcess.class, measure, row.name, row.waits, argument)) {
            return child.answer().split(" ");
        }
    }

    private static double microsOfPoll(Row row) throws IOException {
        try (ChildJvm gateway = CheapGateway.start(FOR_EVER.toSeconds(), 0, Duration.ZERO)) {
            String address = gateway.answer();
            try (ChildJvm child = new ChildJvm(options(USUAL), WaitingProcess.class, "polls", row.name, row.waits, address)) {
                child.answer();
                List<Double> micros = new ArrayList<>();
                for (int round = 0; round < ROUNDS_OF_POLLS; round++) {
                    long before = GatewayCounts.of(gateway).polls();
                    double used = Double.parseDouble(child.answer());
                    micros.add(used / (GatewayCounts.of(gateway).polls() - before));
                }
                return Median.of(micros);
            }
        }
    }
}
