package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** Pika gateways on 127.0.0.1 that give out tasks, finish them by the clock, and fail as they are told to. */
public final class PikaSimulator implements AutoCloseable {

    static final List<String> GATEWAYS =
            List.of("cometapi", "vapi", "yescale", "yutoai", PikaJobs.GATEWAY, FalQueue.GATEWAY);

    private static final int REMEMBERED_REQUESTS = 1_000_000;

    private final String apiKey;
    private final Faults faults;
    private final RequestLog log = new RequestLog(REMEMBERED_REQUESTS);
    private final TaskBook tasks;
    private final CallbackTimer timer;
    private final Callbacks callbacks;
    private final ExecutorService threads = Threads.perRequest();
    private final SigningKeys signingKeys = new SigningKeys();
    private final HttpServer server;
    private final PikaUploads uploads;
    private final URI baseUri;

    private PikaSimulator(Builder builder) {
        apiKey = builder.apiKey;
        faults = new Faults(builder.seed);
        tasks = new TaskBook(
                builder.clock, builder.durations, builder.pointsPerVideo, builder.maxInFlight, builder.seed);
        timer = new CallbackTimer(builder.clock);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
        callbacks = new Callbacks(builder.clock, timer, client);
        server = LocalServer.bind(builder.port);
        baseUri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Function<SimTask, MediaLinks> links = task -> new MediaLinks(baseUri, task, builder.video.seconds());
        Cdn cdn = new Cdn(builder.video);
        uploads = new PikaUploads(baseUri, new PikaErrors());
        serve("/", new PageHandler(new ApiHandler(builder.clock, resellers(links), faults, log)));
        serve(builder.clock, pika(builder, links, cdn), "/pika/v1/", "/pika/catalog/", "/pika/billing/");
        serve(builder.clock, fal(builder, links, cdn), FalApi.PREFIX + "/");
        serve(builder.clock, new StorageApi(uploads), "/storage/");
        serve("/cdn/", new MediaHandler(builder.clock, tasks, cdn, faults, log));
        serve("/admin/", new AdminHandler(faults, log, tasks, new AdminView(links)));
        server.setExecutor(threads);
        server.start();
    }

    private Api resellers(Function<SimTask, MediaLinks> links) {
        ErrorShape errors = new ResellerErrors();
        return new ResellerApi(apiKey, new TaskDesk(tasks, callbacks, links, errors), errors);
    }

    private Api pika(Builder builder, Function<SimTask, MediaLinks> links, Cdn cdn) {
        PikaErrors errors = new PikaErrors();
        PikaJobView view = new PikaJobView(builder.settlement);
        return new PikaApi(apiKey, new PikaJobs(tasks, uploads, view, links, cdn, errors), uploads, errors);
    }

    private Api fal(Builder builder, Function<SimTask, MediaLinks> links, Cdn cdn) {
        FalErrors errors = new FalErrors();
        FalResults results = new FalResults(links, task -> cdn.content(task).length(), errors);
        FalCallbacks signed = new FalCallbacks(builder.clock, callbacks, signingKeys);
        FalQueue queue = new FalQueue(tasks, baseUri("fal"), results, signed, errors);
        return new FalApi(apiKey, queue, signingKeys, errors);
    }

    private void serve(InstantSource clock, Api api, String... paths) {
        HttpHandler handler = new ApiHandler(clock, api, faults, log);
        Arrays.stream(paths).forEach(path -> serve(path, handler));
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, new Guarded(handler));
    }

    /** With all defaults. */
    public static PikaSimulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The root: the envelope dialect (without the need for a callback_url) and the plain dialect in V-API's shape. */
    public URI baseUri() {
        return baseUri;
    }

    /**
     * One gateway in its exact shape: {@code cometapi}, {@code vapi}, {@code yescale}, {@code yutoai}, {@code pika}
     * or {@code fal}.
     */
    public URI baseUri(String gateway) {
        if (!GATEWAYS.contains(gateway)) {
            throw new IllegalArgumentException("gateway is " + gateway + "; give one of " + GATEWAYS);
        }
        return URI.create(baseUri + "/" + gateway);
    }

    public String apiKey() {
        return apiKey;
    }

    public Faults faults() {
        return faults;
    }

    /** The latest million requests to gateway paths and videos, oldest first. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** Every accepted task, oldest first. */
    public List<SimTask> tasks() {
        return tasks.all();
    }

    public Optional<SimTask> task(String id) {
        return tasks.find(id);
    }

    /** Every upload that was granted, oldest first. */
    public List<Upload> uploads() {
        return uploads.all();
    }

    /** Where the public keys of {@code fal}'s callbacks are. */
    public URI jwksUri() {
        return URI.create(baseUri(FalQueue.GATEWAY) + FalApi.KEYS);
    }

    /** From now on {@code fal}'s callbacks are signed with a key that nobody has seen yet. */
    public void rotateSigningKey() {
        signingKeys.rotate();
    }

    /** Posts the callbacks that are due, and waits until they were posted; with the real clock a timer does it too. */
    public void fireDueCallbacks() {
        callbacks.fireDueAndWait();
    }

    @Override
    public void close() {
        timer.close();
        server.stop(0);
        threads.shutdownNow();
    }

    public static final class Builder {

        private int port;
        private String apiKey = "sim-key";
        private InstantSource clock = InstantSource.system();
        private Durations durations = Durations.fixed(Duration.ofMillis(100), Duration.ofMillis(400));
        private long seed = 1;
        private int pointsPerVideo = 400;
        private Video video = Video.drawn();
        private Duration settlement = Duration.ZERO;
        private int maxInFlight = TaskBook.NO_LIMIT;

        private Builder() {}

        /** Default 0: a free one, so that parallel tests don't meet. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Default {@code sim-key}. */
        public Builder apiKey(String apiKey) {
            this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
            return this;
        }

        /** Default the system's. With any other, callbacks wait for {@link #fireDueCallbacks()}. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Default half a second in all, so that tests by the real clock are quick. */
        public Builder durations(Durations durations) {
            this.durations = Objects.requireNonNull(durations, "durations");
            return this;
        }

        /** Of the drawn durations, seeds and fault rates; default 1, so that runs repeat. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Default 400, the price in CometAPI's documentation. */
        public Builder pointsPerVideo(int points) {
            this.pointsPerVideo = points;
            return this;
        }

        /** Default {@link Video#drawn()}. */
        public Builder video(Video video) {
            this.video = Objects.requireNonNull(video, "video");
            return this;
        }

        /** How many tasks each gateway has under way at most: one more is a 429. Default no limit. */
        public Builder maxInFlight(int tasks) {
            this.maxInFlight = tasks;
            return this;
        }

        /** How long after a task's end {@code pika} knows its charge. Default none: with its end. */
        public Builder settlement(Duration afterTheEnd) {
            this.settlement = Objects.requireNonNull(afterTheEnd, "afterTheEnd");
            return this;
        }

        public PikaSimulator start() {
            return new PikaSimulator(this);
        }
    }
}
