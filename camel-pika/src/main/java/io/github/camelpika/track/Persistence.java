package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has happened to the database, again and again while that is away: what is not written down would happen
 * once more.
 */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** A driver may lack memory or a thread for a moment; what is not on the class path won't come. */
    private static final int MOST_ERRORS = 5;

    private final Timer timer;

    Persistence(Timer timer) {
        this.timer = timer;
    }

    /**
     * @param stopping once true, the write is tried no more after it has failed
     */
    void persist(Runnable write, BooleanSupplier stopping) {
        Duration pause = FIRST;
        int errors = 0;
        while (true) {
            try {
                write.run();
                return;
            } catch (DbSchedulerException | IllegalStateException e) {
                LOG.debug("Another node has taken this over in the meantime", e);
                return;
            } catch (SQLRuntimeException | TrackerDatabaseException | Error e) {
                boolean tooMany = e instanceof Error && ++errors > MOST_ERRORS;
                if (stopping.getAsBoolean() || tooMany || DatabaseErrors.isForGood(e)) {
                    throw e;
                }
                LOG.debug("It is written down later", e);
            }
            if (!passed(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    private boolean passed(Duration pause) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        timer.schedule(pause, () -> over.complete(null));
        try {
            over.get();
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
