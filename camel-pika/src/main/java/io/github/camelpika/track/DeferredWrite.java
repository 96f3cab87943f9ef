package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of a submission: at once, and else as soon as the database is back. If the process dies before,
 * the submission is reported as one whose fate is unknown.
 */
final class DeferredWrite {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredWrite.class);

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Timer timer;
    private final Executor background;
    private final AtomicInteger pending = new AtomicInteger();

    DeferredWrite(Timer timer, Executor background) {
        this.timer = timer;
        this.background = background;
    }

    /**
     * @param what is written, for the log
     */
    void write(String what, Runnable write) {
        if (!written(what, write, FIRST)) {
            pending.incrementAndGet();
            again(what, write, FIRST);
        }
    }

    /**
     * How much is still to be written down.
     */
    int pending() {
        return pending.get();
    }

    /**
     * The same on a thread that may wait for the database.
     */
    void writeSoon(String what, Runnable write) {
        if (!TrackerThreads.hand(timer, background, () -> write(what, write))) {
            throw new RejectedExecutionException("The task tracker is closed, so it can't record " + what);
        }
    }

    /**
     * @param then done once that is written
     */
    void writeSoon(String what, Runnable write, Runnable then) {
        writeSoon(what, () -> {
            write.run();
            then.run();
        });
    }

    private void again(String what, Runnable write, Duration pause) {
        TrackerThreads.handLater(timer, background, pause, () -> {
            if (written(what, write, pause)) {
                pending.decrementAndGet();
            } else {
                Duration longer = pause.multipliedBy(2);
                again(what, write, longer.compareTo(LONGEST) < 0 ? longer : LONGEST);
            }
        });
    }

    private static boolean written(String what, Runnable write, Duration pause) {
        try {
            write.run();
            return true;
        } catch (UnreadableRowException e) {
            LOG.warn("Could not record {}: {}", what, e.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            if (DatabaseErrors.isOutage(e)) {
                // told for all that can't be written down
                LOG.debug("Recording {} later", what, e);
                return false;
            }
            LOG.warn("Could not record {} yet; trying again in {} ms: {}", what, pause.toMillis(),
                    e.toString());
            LOG.debug("It could not be recorded", e);
            return false;
        }
    }
}
