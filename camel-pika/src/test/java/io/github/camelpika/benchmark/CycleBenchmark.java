package io.github.camelpika.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.wait.FixedSchedule;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What a route of generate, feed and download takes over the same HTTP calls made by hand: one POST, one poll after a
 * pause, one file that is forced to the disk. The gateway is a process of its own and finishes each job at once. Both take
 * turns. The arguments are the number of cycles and of rounds.
 */
final class CycleBenchmark {

    static final Duration PAUSE = Duration.ofMillis(10);
    private static final int AT_ONCE = 8;
    /** Cycles of each, after which the JVM compiles next to nothing any more. */
    private static final int WARM_UP = 20_000;
    private static final double MILLIS = 1e3;

    private final int cycles;
    private final int rounds;
    private final Path directory = Files.createTempDirectory("pika-benchmark-");
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    private interface Cycle {
        void run(int number) throws Exception;
    }

    private CycleBenchmark(int cycles, int rounds) throws Exception {
        this.cycles = cycles;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        new CycleBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 1_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 7).run();
    }

    private void run() throws Exception {
        try (ChildJvm gateway = CheapGateway.start(0, 0, PAUSE)) {
            String address = gateway.answer();
            try (BareCycle bare = new BareCycle(address, directory); DefaultCamelContext context = route(address);
                 ProducerTemplate template = context.createProducerTemplate()) {
                measure(gateway, bare::run, number -> template.sendBody("direct:cycle", "cat number " + number));
            }
        } finally {
            threads.shutdownNow();
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private DefaultCamelContext route(String address) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        PikaComponent pika = context.getComponent("pika", PikaComponent.class);
        pika.setMaxRequestsPerSecond(10_000);
        pika.getConfiguration().setGateway("vapi");
        pika.getConfiguration().setBaseUri(address);
        pika.getConfiguration().setApiKey(BareCycle.KEY);
        pika.getConfiguration().setPollSchedule("fixed");
        pika.getConfiguration().setPollSchedule(new FixedSchedule(PAUSE));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cycle").to("pika:generate").to("pika:feed").to("pika:download?directory=" + directory);
            }
        });
        context.start();
        return context;
    }

    private void measure(ChildJvm gateway, Cycle bare, Cycle route) throws Exception {
        List<Usage> ofBare = new ArrayList<>();
        List<Usage> ofRoute = new ArrayList<>();
        for (int round = -1 - WARM_UP / cycles; round < rounds; round++) {
            Usage one = round(gateway, bare);
            Usage other = round(gateway, route);
            if (round >= 0) {
                ofBare.add(one);
                ofRoute.add(other);
            }
        }
        System.out.println("|what |CPU a cycle, ms |of the bare one |a cycle takes, ms |of the bare one");
        print("HttpClient 5 and Jackson", ofBare, ofBare);
        print("*generate, feed, download*", ofRoute, ofBare);
    }

    private Usage round(ChildJvm gateway, Cycle cycle) throws Exception {
        long polls = GatewayCounts.of(gateway).polls();
        System.gc();
        Usage before = Usage.now(null);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            int number = i;
            all.add(threads.submit(() -> {
                cycle.run(number);
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        Usage used = Usage.now(null).minus(before);
        if (GatewayCounts.of(gateway).polls() - polls != cycles) {
            throw new IllegalStateException("Not as many polls as cycles");
        }
        return used;
    }

    private void print(String what, List<Usage> rounds, List<Usage> bare) {
        System.out.printf(Locale.ROOT, "|%s |%.2f |%.2f |%.1f |%.2f%n", what,
                MILLIS / cycles * Median.of(rounds.stream().map(Usage::node).toList()),
                Median.of(ratios(rounds.stream().map(Usage::node).toList(), bare.stream().map(Usage::node).toList())),
                MILLIS * AT_ONCE / cycles * Median.of(rounds.stream().map(Usage::seconds).toList()),
                Median.of(ratios(rounds.stream().map(Usage::seconds).toList(), bare.stream().map(Usage::seconds).toList())));
    }

    private static List<Double> ratios(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return ratios;
    }
}
