package io.github.camelpika.runtime;

import java.net.URI;
import java.util.Collection;
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
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.Outage;
import io.github.camelpika.wait.Throttle;
import io.github.camelpika.wait.Waiter;
import io.github.camelpika.wait.Workers;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * What the endpoints of one component share while it runs: the timer, the threads, the waits, and the access to each
 * gateway. Made at the start and thrown away at the stop.
 */
public final class ComponentRuntime {

    /** What is being posted at a stop gets so long to end, as breaking it off leaves its fate unknown. */
    private static final long GRACE_MILLIS = 10_000;
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
    private final double maxRequestsPerSecond;
    private final int mostUnderWay;
    private final TaskObserver observer;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Waiter waiter;
    private final Pauses pauses;
    private final Downloads downloads;
    private final Uploads uploads;
    private final Semaphore downloadPlaces = new Semaphore(MOST_DOWNLOADS, true);
    private final Map<String, ProgressPublisher> publishers = new ConcurrentHashMap<>();
    private final PublicText publicTexts;
    private final Map<KeysAddress, CallbackKeys> callbackKeys = new ConcurrentHashMap<>();
    private final Workers workers;
    private final WeakValues<String, Workers.Share> shares = new WeakValues<>();
    private final WeakValues<OriginAndKey, Throttle> throttles = new WeakValues<>();
    private final WeakValues<URI, Outage> outages = new WeakValues<>();
    private final WeakValues<Account, GatewayAccess> accesses = new WeakValues<>();

    public ComponentRuntime(RuntimeSettings settings, Timer timer, RuntimeThreads threads) {
        this.context = settings.context();
        this.timer = timer;
        this.threads = threads;
        this.routes = new GrowingThreads(threads.routes(), timer);
        this.exchanges = step -> routes.execute(() -> context.getCamelContextExtension().getReactiveExecutor().schedule(step));
        this.httpClients = new HttpClients(context, settings.httpComponent());
        this.observer = settings.observer();
        this.maxRequestsPerSecond = settings.maxRequestsPerSecond();
        // as many as there are calls under way when each takes a second
        this.mostUnderWay = (int) Math.max(FEWEST_UNDER_WAY, Math.min(RuntimeThreads.MOST_UNDER_WAY, maxRequestsPerSecond));
        this.workers = new Workers(threads.workers(), RuntimeThreads.MOST_CALLS);
        this.waiter = new Waiter(timer, backoff);
        this.pauses = new Pauses(timer);
        this.downloads = new Downloads(httpClients::forDownloads, threads.downloads(), timer, backoff::delay,
                observer);
        this.publicTexts = new PublicText(httpClients::forDownloads, timer);
        this.uploads = new Uploads(httpClients::forDownloads, threads.downloads(), timer);
        observer.started(context, threads.events());
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

    private GatewayAccess open(Account account) {
        GatewayEvents events = observer.of(account.gateway, account.baseUri);
        Throttle throttle = throttles.get(
                new OriginAndKey(Urls.origin(account.baseUri), account.apiKey),
                key -> new Throttle(maxRequestsPerSecond, mostUnderWay, timer, shareOf(key.origin), backoff, events));
        GatewayClient client = new GatewayClient(account.gateway, account.baseUri, account.apiKey,
                httpClients.forQueries(account.baseUri), httpClients.forSubmissions(account.baseUri), timer);
        Outage outage = outages.get(account.baseUri, uri -> new Outage(timer));
        return new GatewayAccess(client, throttle, timer, backoff, events, outage);
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
        return publishers.computeIfAbsent(uri, each -> new ProgressPublisher(context, each, threads.progress()));
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
    }

    /**
     * Ends everything. When this returns, every exchange was completed that does not itself refuse to end.
     */
    public void stop() {
        stopWaiting();
        if (!ended(threads.workers(), GRACE_MILLIS)) {
            accesses().forEach(GatewayAccess::abandonSubmissions);
            ended(threads.workers(), LAST_MILLIS);
        }
        // the HTTP component may share its connections with others, and then its stop breaks none
        downloads.stop();
        httpClients.stop();
        ended(threads.downloads(), LAST_MILLIS);
        ended(threads.routes(), LAST_MILLIS);
        ended(threads.progress(), LAST_MILLIS);
        observer.stopped();
        ended(threads.events(), LAST_MILLIS);
        publishers.values().forEach(ProgressPublisher::close);
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        manager.shutdownNow(threads.workers());
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
