package io.github.camelpika.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.download.Downloads;
import io.github.camelpika.download.PublicText;
import io.github.camelpika.download.Uploads;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Anteroom;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.Door;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.Outage;
import io.github.camelpika.wait.Throttle;
import io.github.camelpika.wait.Waiter;
import io.github.camelpika.wait.Workers;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * What the endpoints of one component share while it runs: the timer, the threads, the waits, and the access to each
 * gateway. Made at the start and thrown away at the stop.
 */
public final class ComponentRuntime {

    /** What is being posted at a stop gets so long to end, as breaking it off leaves its fate unknown. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** What was broken off ends at once; this is for the steps that follow. */
    private static final long LAST_MILLIS = 5_000;
    private static final int FEWEST_UNDER_WAY = 4;
    /** Far more than come at once, and few enough to be held in memory. */
    private static final int MOST_DOWNLOADS = 1_000;

    private final CamelContext context;
    private final Timer timer;
    private final RuntimeThreads threads;
    private final Executor routes;
    private final Executor exchanges;
    private final HttpClients httpClients;
    private final RuntimeSettings settings;
    private final int mostUnderWay;
    private final TaskObserver observer;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Waiter waiter;
    private final Pauses pauses;
    private final Downloads downloads;
    private final Uploads uploads;
    private final Semaphore downloadPlaces = new Semaphore(MOST_DOWNLOADS, true);
    private final ProducerTemplate progress;
    private final PublicText publicTexts;
    private final Map<KeysAddress, CallbackKeys> callbackKeys = new ConcurrentHashMap<>();
    private final Workers workers;
    private final WeakValues<String, Workers.Share> shares = new WeakValues<>();
    private final WeakValues<OriginAndKey, Door> doors = new WeakValues<>();
    private final WeakValues<URI, Outage> outages = new WeakValues<>();
    private final WeakValues<Account, GatewayAccess> accesses = new WeakValues<>();
    private volatile long graceEnds;
    private Timer.Alarm grace;

    public ComponentRuntime(RuntimeSettings settings, Timer timer, RuntimeThreads threads) {
        this.context = settings.context();
        this.timer = timer;
        this.threads = threads;
        this.routes = new GrowingThreads(threads.routes(), timer);
        this.exchanges = step -> routes.execute(() -> context.getCamelContextExtension().getReactiveExecutor().schedule(step));
        this.httpClients = new HttpClients(context, settings.httpComponent());
        this.observer = settings.observer();
        this.settings = settings;
        // as many as there are calls under way when each takes a second
        this.mostUnderWay = (int) Math.max(FEWEST_UNDER_WAY, Math.min(RuntimeThreads.MOST_UNDER_WAY, settings.maxRequestsPerSecond()));
        this.workers = new Workers(threads.workers(), RuntimeThreads.MOST_CALLS);
        this.waiter = new Waiter(timer, backoff);
        this.pauses = new Pauses(timer);
        this.downloads = new Downloads(httpClients::forDownloads, threads.downloads(), timer, backoff::delay,
                observer);
        this.publicTexts = new PublicText(httpClients::forDownloads, timer);
        this.uploads = new Uploads(httpClients::forDownloads, threads.downloads(), timer);
        this.progress = context.createProducerTemplate();
        observer.started(context, threads.events(), timer);
    }

    /**
     * With real time and Camel's threads, virtual ones where Camel's are.
     */
    public static ComponentRuntime of(RuntimeSettings settings) {
        ScheduledExecutorService scheduler = settings.context().getExecutorServiceManager()
                .newScheduledThreadPool(settings.owner(), "PikaTimer", RuntimeThreads.profile("PikaTimer", 1, Integer.MAX_VALUE));
        return new ComponentRuntime(settings, new SystemTimer(scheduler), RuntimeThreads.of(settings));
    }

    /**
     * The way to the gateway, the same for all endpoints with the same gateway, base URI and key.
     *
     * @param apiKey null for calls that need none
     */
    public GatewayAccess access(Gateway gateway, URI baseUri, String apiKey) {
        return accesses.get(new Account(gateway, baseUri, apiKey), this::open);
    }

    /**
     * Has whatever uses a key use another one from its next request on: waits go on, at the same door.
     */
    void replaceKey(String old, String apiKey) {
        accesses.forEach((account, access) -> {
            if (old.equals(account.apiKey)) {
                access.useKey(apiKey);
            }
        });
        accesses.rename(account -> old.equals(account.apiKey) ? new Account(account.gateway, account.baseUri, apiKey) : account);
        doors.rename(door -> old.equals(door.apiKey) ? new OriginAndKey(door.origin, apiKey) : door);
    }

    private GatewayAccess open(Account account) {
        GatewayEvents events = observer.of(account.gateway, account.baseUri);
        Door door = doors.get(new OriginAndKey(Urls.origin(account.baseUri), account.apiKey), key -> open(key, events));
        Outage outage = outages.get(account.baseUri, uri -> new Outage(timer));
        return httpClients.forGateway(account.baseUri, (queries, submissions) -> new GatewayAccess(
                new GatewayClient(account.gateway, account.baseUri, account.apiKey, queries, submissions, timer), door, timer,
                backoff, events, outage));
    }

    private Door open(OriginAndKey key, GatewayEvents events) {
        Throttle throttle
                = new Throttle(settings.maxRequestsPerSecond(), mostUnderWay, timer, shareOf(key.origin), backoff, events);
        Anteroom anteroom = new Anteroom(throttle, timer, threads.storage(), mostUnderWay);
        TasksInFlight flight
                = new TasksInFlight(key.origin, key.apiKey, settings.maxTasksInFlight(), settings.places(), timer);
        flight.tell(anteroom::placeFreed, anteroom::fewerPlaces);
        return new Door(throttle, anteroom, flight);
    }

    private Workers.Share shareOf(String origin) {
        return shares.get(origin, each -> workers.share());
    }

    /**
     * Those that somebody uses, be it an endpoint or a wait that is under way.
     */
    public Collection<GatewayAccess> accesses() {
        return accesses.all();
    }

    /**
     * How it stands at the doors of those.
     */
    public List<DoorView> doors() {
        return DoorView.of(accesses());
    }

    /**
     * The keys that are published at the address, the same for all webhooks.
     *
     * @param trusted whether its host may be at any address, as the user named it
     */
    public CallbackKeys callbackKeys(URI address, boolean trusted) {
        return callbackKeys.computeIfAbsent(new KeysAddress(address, trusted),
                each -> new CallbackKeys(address, () -> publicTexts.fetch(address, trusted), routes, timer));
    }

    public Waiter waiter() {
        return waiter;
    }

    /**
     * What people are shown of tasks that were seen of late.
     */
    public SeenTasks seen() {
        return observer.seen();
    }

    /**
     * How many queries are made at once to one gateway with one key, and as many submissions.
     */
    public int mostUnderWay() {
        return mostUnderWay;
    }

    public Pauses pauses() {
        return pauses;
    }

    public Backoff backoff() {
        return backoff;
    }

    /**
     * For what comes before or after an exchange's step, and may block.
     */
    public Executor routes() {
        return routes;
    }

    /**
     * For what asks the tracker, which may take as long as a database that hangs.
     */
    public Executor storage() {
        return threads.storage();
    }

    public Timer timer() {
        return timer;
    }

    HttpClients httpClients() {
        return httpClients;
    }

    /**
     * Sends what changes during waits to an endpoint.
     */
    public ProgressPublisher publisher(String uri) {
        return new ProgressPublisher(context.getEndpoint(uri), progress, threads.progress());
    }

    /**
     * Goes on with exchanges, off the threads that ask gateways.
     */
    public Executor exchanges() {
        return exchanges;
    }

    /**
     * One place for each message whose files are fetched or wait for that. Who gets none has to wait with its thread, so
     * that a source that is faster than the downloads is held back, and what waits has a bound.
     */
    public Semaphore downloadPlaces() {
        return downloadPlaces;
    }

    public Downloads downloads() {
        return downloads;
    }

    public Uploads uploads() {
        return uploads;
    }

    /**
     * Completes every parked exchange, and each that would be parked from now on. A file that is just coming may still
     * come whole.
     */
    public void stopWaiting() {
        downloads.stopTryingAgain();
        waiter.stop();
        pauses.stop();
        callbackKeys.values().forEach(CallbackKeys::stop);
        uploads.stop();
        accesses().forEach(GatewayAccess::stop);
        startGrace();
    }

    /**
     * Camel would wait for an exchange that is being posted until its own time-out, and the grace would come on top of it.
     */
    private synchronized void startGrace() {
        if (grace == null) {
            graceEnds = timer.nanos() + GRACE.toNanos();
            grace = timer.schedule(GRACE, this::abandonSubmissions);
        }
    }

    private void abandonSubmissions() {
        accesses().forEach(GatewayAccess::abandonSubmissions);
    }

    /**
     * Ends everything. When this returns, every exchange was completed that does not itself refuse to end.
     */
    public void stop() {
        stopWaiting();
        if (!ended(threads.workers(), Math.max(0, TimeUnit.NANOSECONDS.toMillis(graceEnds - timer.nanos())))) {
            abandonSubmissions();
            ended(threads.workers(), LAST_MILLIS);
        }
        ended(threads.storage(), LAST_MILLIS);
        grace.cancel();
        // the HTTP component may share its connections with others, and then its stop breaks none
        downloads.stop();
        httpClients.stop();
        ended(threads.downloads(), LAST_MILLIS);
        ended(threads.routes(), LAST_MILLIS);
        ended(threads.progress(), LAST_MILLIS);
        observer.stopped();
        ended(threads.events(), LAST_MILLIS);
        progress.stop();
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        manager.shutdownNow(threads.workers());
        manager.shutdownNow(threads.storage());
        manager.shutdownNow(threads.downloads());
        manager.shutdownNow(threads.routes());
        manager.shutdownNow(threads.progress());
        manager.shutdownNow(threads.events());
        timer.close();
    }

    private static boolean ended(ExecutorService service, long millis) {
        service.shutdown();
        try {
            return service.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Account(Gateway gateway, URI baseUri, String apiKey) {
        @Override
        public String toString() {
            return gateway + " at " + baseUri;
        }
    }

    private record KeysAddress(URI address, boolean trusted) {
    }

    private record OriginAndKey(String origin, String apiKey) {
        @Override
        public String toString() {
            return origin;
        }
    }
}
