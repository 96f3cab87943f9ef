package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database is away. One statement that fails doesn't say so: then the database is looked at, and when that
 * fails, too, it is told once, and nobody but the look asks it until it is back, which is told once.
 */
final class DatabaseOutage {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutage.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final Timer timer;
    private final Executor looks;
    private final IntSupplier unwritten;
    private Runnable look = () -> { };
    private Runnable whenBack = () -> { };
    private Consumer<String> trouble = reason -> { };
    private Runnable answering = () -> { };
    private boolean looking;
    /** Null while it isn't away. */
    private Moment away;
    private String reason;
    private Moment seen;
    private Moment complained;

    /**
     * @param looks     where the database is looked at
     * @param unwritten how much of what has happened is still to be written down
     */
    DatabaseOutage(Timer timer, Executor looks, IntSupplier unwritten) {
        this.timer = timer;
        this.looks = looks;
        this.unwritten = unwritten;
    }

    /**
     * @param newLook writes to the database, and throws an exception if that can't be
     */
    synchronized void lookBy(Runnable newLook) {
        look = newLook;
    }

    synchronized void whenBack(Runnable task) {
        whenBack = task;
    }

    /**
     * @param listener told why, again and again for as long as the database is away
     */
    synchronized void whileAway(Consumer<String> listener) {
        trouble = listener;
    }

    /**
     * @param task done each time that the database answers after something had failed
     */
    synchronized void whenAnswering(Runnable task) {
        answering = task;
    }

    /**
     * Something failed that could be done later.
     */
    synchronized void suspect(Throwable failure) {
        if (looking || seen != null && seen.awake(timer).compareTo(BETWEEN_LOOKS) < 0) {
            return;
        }
        looking = TrackerThreads.hand(timer, looks, () -> look(failure));
    }

    private void look(Throwable failure) {
        Runnable how;
        synchronized (this) {
            how = look;
        }
        try {
            how.run();
        } catch (RuntimeException | Error e) {
            LOG.debug("The database is away", e);
            isAway(e);
            TrackerThreads.handLater(timer, looks, BETWEEN_LOOKS, () -> look(e));
            return;
        }
        isThere(failure);
    }

    private synchronized void isAway(Throwable e) {
        reason = e.getMessage();
        trouble.accept("the database was away");
        if (away == null) {
            away = Moment.of(timer);
            LOG.warn("The database of the task tracker is away. Until it is back nothing is submitted, and tasks of queues are"
                     + " neither asked after nor delivered; what became of {} submissions waits to be written down. {}",
                    unwritten.getAsInt(), reason);
        }
    }

    private void isThere(Throwable failure) {
        Runnable then;
        Runnable compare;
        synchronized (this) {
            then = away == null ? () -> { } : whenBack;
            compare = answering;
            if (away != null) {
                LOG.info("The database of the task tracker is back after {} s, and what became of {} submissions is written"
                         + " down now", away.atMost(timer).toSeconds(), unwritten.getAsInt());
            } else if (complained == null || complained.awake(timer).compareTo(BETWEEN_COMPLAINTS) > 0) {
                complained = Moment.of(timer);
                LOG.warn("The database of the task tracker refused what it was asked, and answers otherwise; what failed is"
                         + " tried again. Logged once a minute: {}", failure.getMessage());
            }
            seen = Moment.of(timer);
            away = null;
            looking = false;
            notifyAll();
        }
        then.run();
        compare.run();
    }

    /**
     * For threads that only look what there is to do: they have time.
     */
    synchronized void awaitEnd() {
        try {
            while (looking) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new DatabaseAwayException("stopping");
        }
    }

    /**
     * @throws DatabaseAwayException if it is known to be away
     */
    synchronized void check() {
        if (away != null) {
            throw new DatabaseAwayException(reason);
        }
    }
}
