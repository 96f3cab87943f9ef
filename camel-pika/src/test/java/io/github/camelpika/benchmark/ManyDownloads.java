package io.github.camelpika.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many files a second come to the disk from a server that is 20 ms away, beside a bare loop over HttpClient 5 with as
 * many connections. They take turns, each in a process of its own. docs/benchmarks.adoc has the command. The first argument
 * is the number of files, the second the size of one in MiB, the third the number of rounds.
 */
final class ManyDownloads {

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String HEAP = "-Xmx64m";
    private static final String BARE = "bare loop";
    private static final String PIKA = "*pika:download*";
    private static final double NANOS = 1e9;

    private final Path directory = Files.createTempDirectory("pika-benchmark-");
    private final int files;
    private final long size;
    private final int rounds;
    /** Files a second in each round, by row. */
    private final Map<String, List<Double>> speeds = new LinkedHashMap<>();

    private ManyDownloads(int files, long mebibytes, int rounds) throws IOException {
        this.files = files;
        this.size = mebibytes << 20;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        new ManyDownloads(args.length > 0 ? Integer.parseInt(args[0]) : 400, args.length > 1 ? Long.parseLong(args[1]) : 5,
                args.length > 2 ? Integer.parseInt(args[2]) : 7).run();
    }

    private void run() throws Exception {
        try (LateServer server = new LateServer(RepeatedVideo.of(size), LATENCY);
             ChildJvm bare = contender("bare", server);
             ChildJvm pika = contender("pika", server)) {
            // the first round of each warms up
            for (int round = 0; round <= rounds; round++) {
                fetch(BARE, bare, round);
                fetch(PIKA, pika, round);
            }
            print();
        } finally {
            clear();
            Files.delete(directory);
        }
    }

    private ChildJvm contender(String name, LateServer server) throws IOException {
        return new ChildJvm(List.of(HEAP), ManyContender.class, name, server.origin(), directory, files);
    }

    private void fetch(String row, ChildJvm contender, int round) throws IOException {
        contender.tell("go");
        double seconds = Long.parseLong(contender.answer()) / NANOS;
        if (round > 0) {
            speeds.computeIfAbsent(row, each -> new ArrayList<>()).add(files / seconds);
        }
        for (int i = 0; i < files; i++) {
            if (Files.size(directory.resolve(i + ".mp4")) != size) {
                throw new IOException("file " + i + " of " + row + " is not whole");
            }
        }
        clear();
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
        }
    }

    private void print() {
        System.out.printf("|what |files a second, median |min |max |MiB/s in all |of the bare loop%n");
        double bare = Median.of(speeds.get(BARE));
        speeds.forEach((row, each) -> System.out.printf("|%s |%.1f |%.1f |%.1f |%.0f |%.2f%n", row, Median.of(each),
                Collections.min(each), Collections.max(each), Median.of(each) * (size >> 20), Median.of(each) / bare));
        System.out.printf("%d files of %d MiB, %d rounds after a first one; of the bare loop in each: %s%n", files, size >> 20, rounds,
                ratios());
    }

    private List<String> ratios() {
        List<Double> bare = speeds.get(BARE);
        List<Double> pika = speeds.get(PIKA);
        List<String> ratios = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ratios.add(String.format("%.2f", pika.get(i) / bare.get(i)));
        }
        return ratios;
    }
}
