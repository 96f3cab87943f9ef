package io.github.camelpika.download;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Holds the downloads that are under way.
 */
public final class Downloads {

    private final Function<URI, HttpClient> clients;
    private final Executor threads;
    private final Timer timer;
    private final IntFunction<Duration> backoff;
    private final DownloadEvents events;
    private final Set<Download> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param clients gives a client for an address; it must neither retry nor follow redirects, and go by
     *                {@link PublicRoutes}
     * @param threads run the tries, which block
     * @param backoff how long to pause after so many failures in a row
     */
    public Downloads(Function<URI, HttpClient> clients, Executor threads, Timer timer, IntFunction<Duration> backoff,
                     DownloadEvents events) {
        this.clients = clients;
        this.threads = threads;
        this.timer = timer;
        this.backoff = backoff;
        this.events = events;
    }

    /**
     * Fetches a file, or what is missing of it, into the part.
     */
    public Download start(Remote remote, Part part, DownloadPolicy policy) {
        Download download = new Download(this, remote, part, policy);
        underWay.add(download);
        download.done().whenComplete((whole, trouble) -> {
            underWay.remove(download);
            events.ended(part.received(), trouble);
        });
        download.start();
        return download;
    }

    /**
     * From now on nothing is tried again. What comes just now may still come whole.
     */
    public void stopTryingAgain() {
        stopping = true;
        underWay.forEach(Download::endPause);
    }

    /**
     * Breaks everything off.
     */
    public void stop() {
        stopTryingAgain();
        underWay.forEach(Download::stop);
    }

    Function<URI, HttpClient> clients() {
        return clients;
    }

    Executor threads() {
        return threads;
    }

    Timer timer() {
        return timer;
    }

    IntFunction<Duration> backoff() {
        return backoff;
    }

    DownloadEvents events() {
        return events;
    }

    boolean isStopping() {
        return stopping;
    }
}
