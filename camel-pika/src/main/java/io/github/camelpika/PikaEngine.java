package io.github.camelpika;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.Throttle;
import io.github.camelpika.wait.Waiter;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * What the endpoints of one component share while it runs: the timer, the few threads, the waits, and the access to
 * each gateway. Made at the start and thrown away at the stop.
 */
final class PikaEngine {

    /** Exchanges go on with these, and download with them; apart from the workers, so that no poll stands behind. */
    private static final int ROUTE_THREADS = 20;
    private static final int FEWEST_WORKERS = 4;
    private static final int MOST_WORKERS = 32;
    /** What is being posted at a stop gets so long to end, as breaking it off would leave its fate unknown. */
    private static final long GRACE_MILLIS = 10_000;

    private final CamelContext context;
    private final Timer timer;
    private final ExecutorService workers;
    private final ExecutorService routes;
    private final PikaHttpClients submissionClients;
    private final PikaHttpClients otherClients;
    private final double maxRequestsPerSecond;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Waiter waiter;
    private final Map<OriginAndKey, Throttle> throttles = new ConcurrentHashMap<>();
    private final Map<Account, GatewayAccess> accesses = new ConcurrentHashMap<>();

    /**
     * @param workers make the calls to gateways, which block
     * @param routes  go on with exchanges
     */
    PikaEngine(PikaComponent component, Timer timer, ExecutorService workers, ExecutorService routes) {
        this.context = component.getCamelContext();
        this.timer = timer;
        this.workers = workers;
        this.routes = routes;
        this.submissionClients = new PikaHttpClients(context, component.getHttpComponent());
        this.otherClients = new PikaHttpClients(context, component.getHttpComponent());
        this.maxRequestsPerSecond = component.getMaxRequestsPerSecond();
        this.waiter = new Waiter(timer, backoff);
    }

    /**
     * An engine with real time and Camel's threads, virtual ones where Camel's are.
     */
    static PikaEngine of(PikaComponent component) {
        // as many as there are calls under way when each takes a second
        int workers = (int) Math.max(FEWEST_WORKERS, Math.min(MOST_WORKERS, component.getMaxRequestsPerSecond()));
        ExecutorServiceManager manager = component.getCamelContext().getExecutorServiceManager();
        ScheduledExecutorService scheduler
                = manager.newScheduledThreadPool(component, "PikaTimer", profile("PikaTimer", 1));
        return new PikaEngine(component, new SystemTimer(scheduler),
                manager.newThreadPool(component, "PikaGateway", profile("PikaGateway", workers)),
                manager.newThreadPool(component, "PikaRoute", profile("PikaRoute", ROUTE_THREADS)));
    }

    /**
     * A few threads behind a queue without a bound: what stands in it is in memory as a parked exchange anyway, and a
     * bounded one would either lose it or run it on the timer's thread.
     */
    private static ThreadPoolProfile profile(String id, int threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /**
     * The way to the gateway, the same for all endpoints with the same gateway, base URI and key.
     */
    GatewayAccess access(Gateway gateway, URI baseUri, String apiKey) {
        return accesses.computeIfAbsent(new Account(gateway, baseUri, apiKey), this::open);
    }

    private GatewayAccess open(Account account) {
        Throttle throttle = throttles.computeIfAbsent(
                new OriginAndKey(Urls.origin(account.baseUri), account.apiKey),
                key -> new Throttle(maxRequestsPerSecond, timer, workers, backoff));
        GatewayClient client = new GatewayClient(account.gateway, account.baseUri, account.apiKey,
                otherClients.forQueries(account.baseUri), submissionClients.forSubmissions(account.baseUri), timer);
        return new GatewayAccess(client, throttle, timer, backoff);
    }

    Waiter waiter() {
        return waiter;
    }

    Timer timer() {
        return timer;
    }

    PikaHttpClients downloadClients() {
        return otherClients;
    }

    /**
     * Goes on with an exchange, off the threads that ask gateways.
     */
    void goOn(Runnable step) {
        Runnable reactive = () -> context.getCamelContextExtension().getReactiveExecutor().schedule(step);
        try {
            routes.execute(reactive);
        } catch (RejectedExecutionException e) {
            // after the stop: an exchange that is never completed would be worse than a busy thread
            reactive.run();
        }
    }

    /**
     * Completes every parked exchange, and each that would be parked from now on.
     */
    void stopWaiting() {
        waiter.stop();
        accesses.values().forEach(GatewayAccess::stop);
    }

    void stop() {
        stopWaiting();
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        otherClients.stop();
        manager.shutdownGraceful(workers, GRACE_MILLIS);
        submissionClients.stop();
        manager.shutdownGraceful(routes, GRACE_MILLIS);
        timer.close();
    }

    private record Account(Gateway gateway, URI baseUri, String apiKey) {
        @Override
        public String toString() {
            return gateway + " at " + baseUri;
        }
    }

    private record OriginAndKey(String origin, String apiKey) {
        @Override
        public String toString() {
            return origin;
        }
    }
}
