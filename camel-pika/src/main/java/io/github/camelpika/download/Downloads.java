package io.github.camelpika.download;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.github.camelpika.download.media.Format;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the downloads that are under way.
 */
public final class Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

    private final Function<URI, HttpClient> clients;
    private final Executor threads;
    private final Timer timer;
    private final IntFunction<Duration> backoff;
    private final DownloadEvents events;
    private final Set<Download> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Format> warned = ConcurrentHashMap.newKeySet();
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
     * Fetches a file, or what is missing of it.
     */
    public Download start(RemoteFile remote, Download.Opening opening, DownloadPolicy policy) {
        Download download = new Download(this, remote, opening, policy);
        underWay.add(download);
        download.done().whenComplete((whole, trouble) -> {
            underWay.remove(download);
            if (whole != null || trouble != null) {
                events.ended(download.received(), trouble);
            }
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

    /**
     * Warns of a format that doesn't show its end, the first time that it comes without its length.
     */
    void warnOnce(Format format) {
        if (warned.add(format)) {
            LOG.warn("The end of a file of type {} can't be checked, because neither the file nor the server gives"
                    + " its length: it was taken as complete, and later ones will be, too", format.mediaType());
        }
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
