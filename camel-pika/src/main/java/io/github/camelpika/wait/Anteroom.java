package io.github.camelpika.wait;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Throttle.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where jobs stand before the door. What has to be written down before a POST is written here, so that no turn at the
 * gateway, and no worker, waits for a database; and only of the few jobs whose turn is next, as what is written down may be
 * taken for a POST that is on its way. Jobs that need no database stand in a row of their own and wait for none that hangs.
 */
public final class Anteroom {

    private static final Logger LOG = LoggerFactory.getLogger(Anteroom.class);

    /** A database has so much time to write a job down before its turn comes. */
    private static final Duration LEAD = Duration.ofMillis(250);
    /** Another process may free a place, and tells nobody. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A machine that gives no further thread is asked again after this. */
    private static final Duration NO_THREAD = Duration.ofMillis(250);

    private final Throttle throttle;
    private final Timer timer;
    private final Row quick;
    private final Row slow;
    private final Set<PendingSubmission> ready = ConcurrentHashMap.newKeySet();
    /** So that who has just looked in vain knows that he has to look again. */
    private final AtomicInteger freed = new AtomicInteger();
    private boolean slowFirst;

    /**
     * @param threads  where databases are waited for
     * @param mostNext how many jobs are written down before it is their turn
     */
    public Anteroom(Throttle throttle, Timer timer, Executor threads, int mostNext) {
        this.throttle = throttle;
        this.timer = timer;
        this.quick = new Row(Runnable::run, Integer.MAX_VALUE);
        this.slow = new Row(threads, mostNext);
    }

    /**
     * The job was next, and is again as soon as any is.
     */
    void enterAgain(PendingSubmission job) {
        row(job).putBack(job);
        row(job).letIn();
    }

    private Row row(PendingSubmission job) {
        return job.mayBlock() ? slow : quick;
    }

    void enter(PendingSubmission job) {
        row(job).enter(job);
    }

    /**
     * The job stands here no more.
     */
    void ended(PendingSubmission job) {
        row(job).letIn();
    }

    /**
     * The turn of a job that was ready has come, or won't come.
     */
    void left(PendingSubmission job) {
        ready.remove(job);
        row(job).left();
    }

    /**
     * What a job has to do while it is in nobody's hands but its own, on a thread that may wait for a database if it may.
     */
    void withTime(PendingSubmission job, Runnable work) {
        AtomicBoolean taken = new AtomicBoolean();
        try {
            row(job).executor.execute(() -> {
                taken.set(true);
                work.run();
            });
        } catch (Throwable e) {
            if (taken.get()) {
                throw e;
            }
            // it stops, or no further thread is to be had, and this one is all that the job has left
            work.run();
        }
    }

    /**
     * No job is let through for a while: what is written down of those that are next would get too old.
     */
    void paused() {
        if (throttle.untilOpen(Lane.SUBMISSIONS).compareTo(LEAD) > 0) {
            ready.stream().filter(PendingSubmission::mayBlock).toList().forEach(PendingSubmission::standBack);
        }
    }

    /**
     * There are fewer places than were given out to jobs that are not posted yet.
     */
    public void fewerPlaces() {
        List.copyOf(ready).forEach(PendingSubmission::standBack);
    }

    /**
     * There may be a place for one more task. Returns at once, and takes nobody's lock with it.
     */
    public void placeFreed() {
        freed.incrementAndGet();
        boolean first;
        synchronized (this) {
            slowFirst = !slowFirst;
            first = slowFirst;
        }
        (first ? slow : quick).placeFreed();
        (first ? quick : slow).placeFreed();
    }

    void close() {
        quick.close();
        slow.close();
    }

    private final class Row {

        private final Executor executor;
        private final int most;
        private final FairLine<PendingSubmission> line = new FairLine<>();
        private int inside;
        /** There was no place when it was last looked for one: so they go one by one, and the order stays. */
        private boolean crowded;
        private boolean looksLater;
        private boolean closed;
        private boolean lettingIn;
        private Timer.Alarm alarm = () -> { };

        Row(Executor executor, int most) {
            this.executor = executor;
            this.most = most;
        }

        void enter(PendingSubmission job) {
            boolean open;
            synchronized (this) {
                open = !closed;
                if (open) {
                    line.add(job.group(), job);
                }
            }
            if (open) {
                letIn();
            } else {
                job.dropped();
            }
        }

        private synchronized void putBack(PendingSubmission job) {
            line.addFirst(job.group(), job);
        }

        void left() {
            synchronized (this) {
                inside--;
            }
            letIn();
        }

        synchronized void close() {
            closed = true;
            alarm.cancel();
        }

        synchronized void placeFreed() {
            if (crowded && looksLater) {
                lookLater(Duration.ZERO);
            }
        }

        void lookNow() {
            synchronized (this) {
                looksLater = false;
                alarm.cancel();
            }
            letIn();
        }

        /**
         * One thread does it for all, so that no job that is through at once has the next one called from within its call.
         */
        void letIn() {
            synchronized (this) {
                if (lettingIn) {
                    return;
                }
                lettingIn = true;
            }
            for (PendingSubmission next = next(); next != null; next = next()) {
                letIn(next);
            }
        }

        private synchronized PendingSubmission next() {
            // whatever is thrown here, the next one who comes may try
            lettingIn = false;
            PendingSubmission next = first();
            lettingIn = next != null;
            return next;
        }

        private PendingSubmission first() {
            if (line.first(PendingSubmission::isWaiting) == null) {
                looksLater = false;
                alarm.cancel();
                return null;
            }
            if (looksLater || inside >= (crowded ? 1 : most)) {
                return null;
            }
            Duration early = throttle.untilOpen(Lane.SUBMISSIONS).minus(LEAD);
            if (this == slow && early.compareTo(Duration.ZERO) > 0) {
                lookLater(early);
                return null;
            }
            inside++;
            return line.remove();
        }

        private void lookLater(Duration pause) {
            if (!closed) {
                looksLater = true;
                alarm.cancel();
                alarm = timer.schedule(pause, this::lookNow);
            }
        }

        private void letIn(PendingSubmission job) {
            AtomicBoolean taken = new AtomicBoolean();
            try {
                executor.execute(() -> {
                    taken.set(true);
                    prepare(job);
                });
            } catch (Throwable e) {
                LOG.debug("There is no thread for a job just now", e);
                if (!taken.get()) {
                    notTaken(job, e instanceof RejectedExecutionException);
                }
            }
        }

        private void notTaken(PendingSubmission job, boolean stops) {
            if (stops) {
                job.dropped();
                left();
                return;
            }
            synchronized (this) {
                inside--;
                putBack(job);
                lookLater(NO_THREAD);
            }
        }

        private synchronized void crowded(PendingSubmission job, int freedBefore) {
            crowded = true;
            putBack(job);
            lookLater(freed.get() == freedBefore ? LOOK_AGAIN : Duration.ZERO);
        }

        private synchronized void room() {
            crowded = false;
        }

        private void prepare(PendingSubmission job) {
            ready.add(job);
            int freedBefore = freed.get();
            PendingSubmission.Prepared prepared = job.prepare();
            if (prepared != PendingSubmission.Prepared.READY) {
                ready.remove(job);
                if (prepared == PendingSubmission.Prepared.NO_PLACE) {
                    crowded(job, freedBefore);
                }
                left();
                return;
            }
            room();
            throttle.enter(Lane.SUBMISSIONS, job.turn(), job.since());
            paused();
        }
    }
}
