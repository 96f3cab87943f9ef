package io.github.camelpika.runtime;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.gateway.PublicKeys;
import io.github.camelpika.gateway.SignedCallback;
import io.github.camelpika.model.Texts;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that a gateway signs its callbacks with, as they were published of late. They are fetched again when none
 * fits, as the gateway may have a new one; but seldom, as a forgery fits none either. No thread waits for them.
 */
public final class CallbackKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackKeys.class);

    /** As long as fal's documentation lets one keep them. */
    private static final Duration LAST = Duration.ofDays(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    /** Of callbacks, each with a body in memory. */
    private static final int MOST_WAITING = 100;

    /**
     * What the keys say of a callback.
     */
    public enum Verdict {
        /** One of them has signed it. */
        GENUINE,
        /** None has. */
        FORGED,
        /** The keys can't be fetched, so nobody can tell. */
        UNKNOWN
    }

    /**
     * Fetches the set as text. May block.
     */
    @FunctionalInterface
    public interface Source {
        String fetch() throws IOException;
    }

    private record Known(PublicKeys keys, long since) {
    }

    private final URI address;
    private final Source source;
    private final Executor executor;
    private final Timer timer;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Known known;
    private CompletableFuture<Boolean> fetched;
    private long fetchedAt;

    /**
     * @param executor fetches them, blocking
     */
    public CallbackKeys(URI address, Source source, Executor executor, Timer timer) {
        this.address = address;
        this.source = source;
        this.executor = executor;
        this.timer = timer;
    }

    /**
     * Whether one of the keys has signed the callback; at once, unless none that is known has, and they may be fetched again.
     */
    public CompletableFuture<Verdict> check(SignedCallback callback) {
        if (haveSigned(callback)) {
            return CompletableFuture.completedFuture(Verdict.GENUINE);
        }
        CompletableFuture<Boolean> fresh = refresh();
        if (waiting.incrementAndGet() > MOST_WAITING && !fresh.isDone()) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(Verdict.UNKNOWN);
        }
        return fresh.thenApply(are -> {
            waiting.decrementAndGet();
            return haveSigned(callback) ? Verdict.GENUINE : are ? Verdict.FORGED : Verdict.UNKNOWN;
        });
    }

    private boolean haveSigned(SignedCallback callback) {
        Known current = known;
        return current != null && timer.nanos() - current.since < LAST.toNanos() && current.keys.haveSigned(callback);
    }

    /**
     * Fetches the keys, unless that is under way, or was tried a moment ago.
     *
     * @return told whether they are those that are published now
     */
    public CompletableFuture<Boolean> refresh() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        synchronized (this) {
            long now = timer.nanos();
            if (fetched != null && (!fetched.isDone() || now - fetchedAt < BETWEEN_FETCHES.toNanos())) {
                return fetched;
            }
            fetched = mine;
            fetchedAt = now;
        }
        try {
            executor.execute(() -> {
                try {
                    mine.complete(fetch());
                } finally {
                    // whatever was thrown, nobody waits for ever; does nothing after what went well
                    mine.complete(false);
                }
            });
        } catch (Throwable e) {
            // the component is stopping, or there is no thread to be had
            mine.complete(false);
        }
        return mine;
    }

    /**
     * Lets nobody wait any longer.
     */
    synchronized void stop() {
        if (fetched != null) {
            fetched.complete(false);
        }
    }

    private boolean fetch() {
        try {
            long now = timer.nanos();
            known = new Known(PublicKeys.read(source.fetch()), now);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The public keys that callbacks are signed with can't be fetched from {}: {}. Callbacks that need them"
                     + " are answered 503, so that they come again", address, Texts.clean(e.getMessage()));
            LOG.debug("The keys at {}", address, e);
            return false;
        }
    }
}
