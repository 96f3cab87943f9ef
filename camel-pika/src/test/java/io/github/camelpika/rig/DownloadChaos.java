package io.github.camelpika.rig;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.download.media.Samples;
import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.time.QuickTimer;
import io.github.camelpika.time.SystemTimer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Many downloads from the worst of CDNs, half of them to a directory and half to a body. Time goes a hundred times faster.
 * {@code main} runs a thousand: {@code DownloadChaos [downloads] [seed]}.
 */
public final class DownloadChaos {

    private static final int SPEED = 100;
    private static final int SIZE = 200_000;
    /** More often than that no file is replaced. */
    private static final int MOST_VERSIONS = 40;
    private static final List<String> FORMATS = Samples.all(100, 1).keySet().stream()
            .filter(format -> !List.of("png", "jpeg", "webp", "avif").contains(format)).toList();
    private static final Map<Fault, Double> RATES = Map.ofEntries(Map.entry(Fault.VIDEO_CUT, 0.25),
            Map.entry(Fault.VIDEO_TRUNCATED, 0.06), Map.entry(Fault.VIDEO_STALLS, 0.04),
            Map.entry(Fault.VIDEO_CHANGED, 0.05), Map.entry(Fault.VIDEO_REPLACED, 0.05), Map.entry(Fault.VIDEO_SHIFTED, 0.05),
            Map.entry(Fault.VIDEO_DAMAGED, 0.04), Map.entry(Fault.VIDEO_EXPIRED, 0.04),
            Map.entry(Fault.VIDEO_EXPIRED_UNTIL_ASKED, 0.06), Map.entry(Fault.SERVER_ERROR, 0.06),
            Map.entry(Fault.CLOSED, 0.04), Map.entry(Fault.TOO_MANY_REQUESTS, 0.03), Map.entry(Fault.VIDEO_HTML, 0.01));

    private final Path directory;
    private final String format;
    private final PikaSimulator simulator;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final List<Path> temporary = new ArrayList<>();

    /**
     * @param whole   files that are one version of the video, byte by byte
     * @param mixed   files that are not; there must be none
     * @param errors  downloads that ended with a {@link PikaDownloadException}, by its message
     * @param left    files that nobody asked for; there must be none
     * @param faults  what happened on the way
     * @param resumed answers that went on in the middle
     */
    public record Result(int whole, int mixed, Map<String, Integer> errors, List<String> left, Map<String, Integer> faults,
                  long resumed) {

        Result and(Result more) {
            more.errors.forEach((error, times) -> errors.merge(error, times, Integer::sum));
            more.faults.forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
            left.addAll(more.left);
            return new Result(whole + more.whole, mixed + more.mixed, errors, left, faults, resumed + more.resumed);
        }
    }

    private DownloadChaos(Path directory, String format, long seed) {
        this.directory = directory;
        this.format = format;
        simulator = PikaSimulator.builder().seed(seed).video(SampleVideo.of(format, SIZE, 0))
                .durations(Durations.fixed(Duration.ZERO, Duration.ZERO)).start();
    }

    /** Of each format as many. */
    public static Result run(Path directory, int downloads, long seed) throws Exception {
        Result all = new Result(0, 0, new TreeMap<>(), new ArrayList<>(), new TreeMap<>(), 0);
        for (int i = 0; i < FORMATS.size(); i++) {
            int from = downloads * i / FORMATS.size();
            int to = downloads * (i + 1) / FORMATS.size();
            Path folder = Files.createDirectory(directory.resolve("format" + i));
            DownloadChaos chaos = new DownloadChaos(folder, FORMATS.get(i), seed + i);
            try (chaos.simulator; chaos.context) {
                all = all.and(chaos.run(to - from));
            }
        }
        return all;
    }

    private Result run(int downloads) throws Exception {
        startContext();
        List<VideoTask> tasks = new ArrayList<>();
        for (int i = 0; i < downloads; i++) {
            tasks.add(context.createFluentProducerTemplate().to("direct:make").withBody("a cat").request(VideoTask.class));
        }
        RATES.forEach((fault, rate) -> simulator.faults().rate(Operation.VIDEO, fault, rate));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (VideoTask task : tasks) {
            String route = all.size() % 2 == 0 ? "direct:directory" : "direct:body";
            Exchange exchange = context.getEndpoint(route).createExchange();
            exchange.getMessage().setBody(task);
            all.add(context.createProducerTemplate().asyncSend(route, exchange));
        }
        Map<String, Integer> errors = new TreeMap<>();
        for (CompletableFuture<Exchange> each : all) {
            Exception error = each.get(10, TimeUnit.MINUTES).getException();
            if (error != null) {
                errors.merge(error instanceof PikaDownloadException ? error.getMessage()
                        .replaceFirst("of task \\S+ ", "").replaceAll("\\d{4,}", "n") : "UNCLEAR " + error, 1, Integer::sum);
            }
        }
        long mixed = versions.values().stream().filter(version -> version < 0).count();
        return new Result(versions.size() - (int) mixed, (int) mixed, errors, left(), faults(),
                simulator.requests().stream().filter(request -> request.status() == 206).count());
    }

    private void startContext() throws Exception {
        PikaComponent pika = new PikaComponent();
        pika.setRuntimes(owner -> new ComponentRuntime(owner, new QuickTimer(
                new SystemTimer(Executors.newSingleThreadScheduledExecutor()), SPEED), RuntimeThreads.of(owner)));
        pika.setMaxRequestsPerSecond(100);
        pika.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
        pika.getConfiguration().setApiKey(simulator.apiKey());
        context.addComponent("pika", pika);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:make").to("pika:generate").to("pika:feed?pollInterval=100");
                from("direct:directory").to("pika:download?directory=" + directory)
                        .process(done -> check(done, Files.newInputStream(done.getMessage().getBody(File.class).toPath())));
                from("direct:body").to("pika:download").process(done -> {
                    VideoStream body = done.getMessage().getBody(VideoStream.class);
                    synchronized (temporary) {
                        temporary.add(body.path());
                    }
                    check(done, body);
                });
            }
        });
        context.start();
    }

    /** Which version it is, or -1. */
    private void check(Exchange done, InputStream file) throws IOException {
        try (file) {
            byte[] bytes = file.readAllBytes();
            int version = 0;
            while (version < MOST_VERSIONS && !Arrays.equals(bytes, SampleVideo.of(format, SIZE, version).bytes())) {
                version++;
            }
            versions.put(done.getExchangeId(), version < MOST_VERSIONS ? version : -1);
        }
    }

    /** An exchange may be told done in the moment before its temporary file is deleted. */
    private List<String> left() throws Exception {
        context.stop();
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(path -> !path.equals(directory) && (Files.isDirectory(path) || path.getFileName().toString().startsWith("."))).forEach(path -> left.add("" + path));
        }
        temporary.stream().filter(Files::exists).forEach(path -> left.add("" + path));
        return left;
    }

    private Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>();
        simulator.requests().stream().filter(request -> request.operation() == Operation.VIDEO)
                .forEach(request -> faults.merge(String.valueOf(request.fault()), 1, Integer::sum));
        return faults;
    }

    public static void main(String[] args) throws Exception {
        int downloads = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : ThreadLocalRandom.current().nextLong(1_000_000);
        Path directory = Files.createTempDirectory("pika-chaos-");
        long start = System.nanoTime();
        Result result = run(directory, downloads, seed);
        System.out.printf("%d downloads with seed %d in %d s%n%d whole, %d mixed, %d left over: %s%nerrors: %s%nrequests: %s%n"
                          + "went on in the middle: %d%n",
                downloads, seed, (System.nanoTime() - start) / 1_000_000_000, result.whole, result.mixed, result.left.size(),
                result.left, result.errors, result.faults, result.resumed);
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        }
    }
}
