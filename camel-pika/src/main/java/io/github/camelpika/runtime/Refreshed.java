package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that takes its time to find out, for those who look at it often and must not wait: they get what was last
 * found, and a look at what is old has it found out anew.
 */
public final class Refreshed<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

    private final Supplier<T> source;
    private final Duration lasts;
    private final Timer timer;
    private final Executor threads;
    private volatile T found;
    private long triedAt;
    private boolean finding;

    /**
     * @param source  may block; one that throws leaves what was found before
     * @param lasts   how long what was found is good enough
     * @param threads where it is found out
     */
    public Refreshed(Supplier<T> source, Duration lasts, Timer timer, Executor threads) {
        this.source = source;
        this.lasts = lasts;
        this.timer = timer;
        this.threads = threads;
        this.triedAt = timer.nanos() - lasts.toNanos() - 1;
    }

    /**
     * What was last found; empty as long as nothing was.
     */
    public Optional<T> get() {
        boolean find;
        synchronized (this) {
            find = !finding && timer.nanos() - triedAt > lasts.toNanos();
            finding |= find;
        }
        if (find) {
            try {
                threads.execute(this::find);
            } catch (Throwable e) {
                // it stops, or there is no thread to be had just now
                done();
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Whether it is being found out just now.
     */
    public synchronized boolean isBeingFound() {
        return finding;
    }

    private void find() {
        try {
            found = source.get();
        } catch (RuntimeException | Error e) {
            LOG.debug("Could not be refreshed", e);
        } finally {
            done();
        }
    }

    private synchronized void done() {
        triedAt = timer.nanos();
        finding = false;
    }
}
