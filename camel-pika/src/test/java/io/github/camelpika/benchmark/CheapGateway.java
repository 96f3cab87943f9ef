package io.github.camelpika.benchmark;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.simulator.Video;

/**
 * A V-API that costs next to nothing, for a process of its own. It prints its address; told {@code stats}, it prints how
 * many jobs were posted, how many prompts of these came twice, how many ends were told, how many polls came, and how late
 * they came (50th and 99th percentile, in milliseconds) by an interval that is fixed. A task that it doesn't know is
 * running.
 */
final class CheapGateway {

    private static final int THREADS = 8;
    private static final double NANOS = 1e9;
    private static final String FEED = "/pika/feed/";
    private static final String RUNNING = """
            {"id":"%s","promptText":"A cat that looks out of a window on a rainy day","videos":[{"id":"%1$s",\
            "status":"pending","progress":0,"seed":1234567890,"resultUrl":"","sharingUrl":"","videoPoster":"",\
            "imageThumb":"","duration":5,"error":""}]}""";
    private static final String FINISHED = """
            {"id":"%s","promptText":"A cat that looks out of a window on a rainy day","videos":[{"id":"%1$s",\
            "status":"finished","progress":100,"seed":1234567890,"resultUrl":"%2$s/cdn/%1$s.mp4","sharingUrl":"",\
            "videoPoster":"","imageThumb":"","duration":5,"error":""}]}""";
    /** The head of an MP4 with a video track, and hardly anything in it. */
    private static final Video VIDEO = Video.ofSize(Video.HEAD + 1);

    private final double medianSeconds;
    private final double sigma;
    private final long interval;
    private final HttpServer server;
    private final Random random = new Random(1);
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong polls = new AtomicLong();
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> prompts = new ConcurrentHashMap<>();
    private final Lateness lateness = new Lateness();
    private final byte[] video;

    private static final class Task {
        private final long endsAt;
        private volatile long dueAt;
        private volatile boolean toldEnd;

        Task(long endsAt, long dueAt) {
            this.endsAt = endsAt;
            this.dueAt = dueAt;
        }
    }

    private CheapGateway(double medianSeconds, double sigma, Duration interval) throws IOException {
        this.medianSeconds = medianSeconds;
        this.sigma = sigma;
        this.interval = interval.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VIDEO.writeTo(bytes, 0, VIDEO.length());
        this.video = bytes.toByteArray();
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Arguments: the median of the durations in seconds, their sigma, and the interval of the polls in milliseconds. */
    public static void main(String[] args) throws Exception {
        CheapGateway gateway = new CheapGateway(Double.parseDouble(args[0]), Double.parseDouble(args[1]),
                Duration.ofMillis(Long.parseLong(args[2])));
        System.out.println(gateway.address());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(gateway.stats());
        }
        System.exit(0);
    }

    /**
     * Starts it in a process of its own. Its first answer is its address.
     */
    static ChildJvm start(double medianSeconds, double sigma, Duration interval) throws IOException {
        // without it each answer on a kept connection waits 40 ms for an acknowledgement
        return new ChildJvm(List.of("-Xmx1g", "-Dsun.net.httpserver.nodelay=true"), CheapGateway.class, medianSeconds, sigma,
                interval.toMillis());
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String stats() {
        long twice = prompts.values().stream().filter(count -> count.get() > 1).count();
        long told = tasks.values().stream().filter(task -> task.toldEnd).count();
        return String.format(Locale.ROOT, "%d %d %d %d %.1f %.1f", tasks.size(), twice, told, polls.get(),
                lateness.quantile(0.5), lateness.quantile(0.99));
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] request = call.getRequestBody().readAllBytes();
        String path = call.getRequestURI().getPath();
        byte[] answer = path.startsWith("/cdn/") ? video
                : path.startsWith(FEED) ? tell(path.substring(FEED.length())) : accept(request);
        call.getResponseHeaders().set("Content-Type", path.startsWith("/cdn/") ? "video/mp4" : "application/json");
        call.sendResponseHeaders(200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    private byte[] accept(byte[] request) throws IOException {
        String prompt = Json.MAPPER.readTree(request).path("promptText").asText();
        prompts.computeIfAbsent(prompt, first -> new AtomicLong()).incrementAndGet();
        String id = "t-" + ids.incrementAndGet();
        long now = System.nanoTime();
        double seconds;
        synchronized (random) {
            seconds = Load.duration(medianSeconds, sigma, random);
        }
        tasks.put(id, new Task(now + (long) (NANOS * seconds), now + interval));
        return ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] tell(String id) {
        polls.incrementAndGet();
        Task task = tasks.get(id);
        if (task == null) {
            return RUNNING.formatted(id).getBytes(StandardCharsets.US_ASCII);
        }
        long now = System.nanoTime();
        lateness.add(now - task.dueAt);
        task.dueAt = now + interval;
        if (now - task.endsAt < 0) {
            return RUNNING.formatted(id).getBytes(StandardCharsets.US_ASCII);
        }
        task.toldEnd = true;
        return FINISHED.formatted(id, address()).getBytes(StandardCharsets.US_ASCII);
    }
}
