package io.github.camelpika.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * How fast files come to the disk, beside curl and a bare loop over HttpClient 5. All fetch from the same simulator, in
 * turns, and force each file to the disk. docs/benchmarks.adoc has the command. The first argument is the size of one file
 * in MiB, the second the number of rounds.
 */
final class DownloadBenchmark {

    private static final int AT_ONCE = 4;
    private static final String HEAP = "-Xmx64m";
    private static final double NANOS = 1e9;
    private static final String CURL = "curl + sync";
    private static final String BARE = "bare loop";
    private static final String BARE_IN_MEMORY = "bare loop without fsync";
    private static final String PIKA = "pika:download";
    private static final List<String> ROWS = List.of(CURL, BARE, BARE_IN_MEMORY, PIKA);

    private final Path directory = Files.createTempDirectory("pika-benchmark-");
    private final long mebibytes;
    private final int rounds;
    /** Seconds of each round, by row. */
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, Long> heap = new LinkedHashMap<>();

    private DownloadBenchmark(long mebibytes, int rounds) throws IOException {
        this.mebibytes = mebibytes;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        new DownloadBenchmark(args.length > 0 ? Long.parseLong(args[0]) : 1_024,
                args.length > 1 ? Integer.parseInt(args[1]) : 7).run();
    }

    private void run() throws Exception {
        try (PikaSimulator simulator = PikaSimulator.builder().video(RepeatedVideo.of(mebibytes << 20))
                .durations(Durations.fixed(Duration.ZERO, Duration.ZERO)).start()) {
            List<String> urls = videos(simulator);
            try (Contender bare = new Contender("bare", simulator, urls); Contender pika = new Contender("pika", simulator, urls)) {
                // the first round of each warms up
                for (int files : new int[] {1, AT_ONCE}) {
                    ROWS.forEach(who -> seconds.put(row(who, files), new ArrayList<>()));
                    for (int round = 0; round <= rounds; round++) {
                        curl(urls, files, round);
                        // whoever comes second meets a disk that is still busy with the first one's files
                        for (Contender each : round % 2 == 0 ? List.of(bare, pika) : List.of(pika, bare)) {
                            each.fetch(files, round);
                        }
                    }
                }
            }
            print();
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static List<String> videos(PikaSimulator simulator) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            PikaComponent pika = context.getComponent("pika", PikaComponent.class);
            pika.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
            pika.getConfiguration().setApiKey(simulator.apiKey());
            context.start();
            List<String> urls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Object task = template.requestBody("pika:generate", "a long cat");
                urls.add(template.requestBody("pika:feed?pollInterval=100", task, VideoTask.class).video().url());
            }
            return urls;
        }
    }

    private void curl(List<String> urls, int files, int round) throws Exception {
        long start = System.nanoTime();
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            String file = directory.resolve(i + ".mp4").toString();
            all.add(new ProcessBuilder("sh", "-c", "curl -s -o \"$0\" \"$1\" && sync \"$0\"", file, urls.get(i))
                    .redirectErrorStream(true).start());
        }
        for (Process each : all) {
            if (each.waitFor() != 0) {
                throw new IOException("curl failed with " + each.exitValue());
            }
        }
        note(CURL, files, round, System.nanoTime() - start);
        clear(files);
    }

    private void note(String who, int files, int round, long nanos) {
        if (round > 0) {
            seconds.get(row(who, files)).add(nanos / NANOS);
        }
    }

    private static String row(String who, int files) {
        return who + ", " + files + " at once";
    }

    private void clear(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path file = directory.resolve(i + ".mp4");
            if (Files.size(file) != mebibytes << 20) {
                throw new IOException(file + " is not whole");
            }
            Files.delete(file);
        }
    }

    private void print() {
        System.out.printf("| what | median s | min | max | MiB/s in all | of the bare loop | round by round |%n"
                + "|---|---|---|---|---|---|---|%n");
        seconds.forEach((row, times) -> {
            int files = Integer.parseInt(row.replaceAll(".*, (\\d+) at once", "$1"));
            List<Double> bare = seconds.get(row(BARE, files));
            System.out.printf("| %s | %.2f | %.2f | %.2f | %.0f | %.2f | %.2f |%n", row, Median.of(times), Collections.min(times),
                    Collections.max(times), files * mebibytes / Median.of(times), Median.of(bare) / Median.of(times),
                    Median.of(IntStream.range(0, times.size()).mapToObj(round -> bare.get(round) / times.get(round)).toList()));
        });
        System.out.printf("files of %d MiB, %d rounds after a first one; peak of the heap with %s, in MiB: %s%n", mebibytes, rounds,
                HEAP, heap);
    }

    /** A process that fetches when it is told to. */
    private final class Contender implements AutoCloseable {

        private final String name;
        private final Process process;
        private final BufferedReader answers;
        private final PrintStream orders;

        Contender(String name, PikaSimulator simulator, List<String> urls) throws IOException {
            this.name = name;
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP, "-cp", System.getProperty("java.class.path"), DownloadContender.class.getName(), name,
                    simulator.baseUri("cometapi").toString(), simulator.apiKey(), directory.toString()));
            command.addAll(urls);
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            answers = process.inputReader();
            orders = new PrintStream(process.getOutputStream(), true);
            answers.readLine();
        }

        void fetch(int files, int round) throws IOException {
            orders.println(files);
            String[] answer = answers.readLine().split(" ");
            boolean bare = name.equals("bare");
            note(bare ? BARE : PIKA, files, round, Long.parseLong(answer[0]));
            if (bare) {
                note(BARE_IN_MEMORY, files, round, Long.parseLong(answer[1]));
            }
            heap.merge(name, Long.parseLong(answer[2]) >> 20, Math::max);
            clear(files);
        }

        @Override
        public void close() throws IOException {
            orders.close();
            answers.close();
            process.destroy();
        }
    }
}
