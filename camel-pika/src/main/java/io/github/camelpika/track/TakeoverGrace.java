package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the silence of other nodes proves nothing: while the database can't be written, or this node was held up itself, and
 * for some time after, in which the others come back. To be read is not enough: a full disk, a locked table and a standby can
 * be read, and nobody's heartbeat gets there.
 */
final class TakeoverGrace {

    private static final Logger LOG = LoggerFactory.getLogger(TakeoverGrace.class);

    /** A node's own connections may need so long to find out that the database is back. */
    static final Duration GRACE = Duration.ofSeconds(15);
    /** More often than the silence after which a node counts as dead. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(1_500);
    /** As good as a failure: whoever waits for a lock on the table waits beside all heartbeats. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Timer timer;
    private final Runnable write;
    private final AtomicReference<Moment> writing = new AtomicReference<>();
    private volatile Moment written;
    private Moment begun;

    /**
     * @param write writes to the database, and throws an exception if that can't be
     */
    TakeoverGrace(Timer timer, Runnable write) {
        this.timer = timer;
        this.write = write;
    }

    /**
     * Nothing is taken over for some time from now on.
     */
    synchronized void begin(String reason) {
        if (begun == null || begun.awake(timer).compareTo(GRACE) >= 0) {
            LOG.info("Nothing is taken over from other nodes until {} s have gone by without trouble, as their silence may prove"
                     + " nothing: {}", GRACE.toSeconds(), reason);
        } else {
            LOG.debug("And so for longer: {}", reason);
        }
        begun = Moment.of(timer);
    }

    synchronized boolean isOn() {
        Moment busy = writing.get();
        return begun != null && begun.awake(timer).compareTo(GRACE) < 0
               || busy != null && busy.awake(timer).compareTo(SLOW) > 0;
    }

    /**
     * Finds out whether the database can be written, if that wasn't just done.
     */
    void tryToWrite() {
        Moment last = written;
        Moment now = Moment.of(timer);
        if (last != null && last.awake(timer).compareTo(BETWEEN_WRITES) < 0 || !writing.compareAndSet(null, now)) {
            return;
        }
        try {
            write.run();
            if (now.awake(timer).compareTo(SLOW) > 0) {
                begin("the database took " + now.awake(timer).toMillis() + " ms to write a row");
            }
        } catch (RuntimeException | Error e) {
            begin("the database can't be written: " + e.getMessage());
        } finally {
            written = Moment.of(timer);
            writing.set(null);
        }
    }
}
