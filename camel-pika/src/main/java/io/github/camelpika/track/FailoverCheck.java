package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.RecentSubmissions.Fate;
import io.github.camelpika.track.RecentSubmissions.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what PostgreSQL has lost when a standby took over that was behind: what this node had submitted in the last minutes
 * is compared with what is there, and written down again.
 */
final class FailoverCheck {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverCheck.class);

    /**
     * So long jobs with a key are held back after it, so that each node can write down again what it knows of them. All notice
     * within a second or two, by their heartbeats.
     */
    private static final Duration HELD_BACK = Duration.ofSeconds(5);
    /** So late a failover is found that broke no statement of this node, as where a pool replaces its connections by itself. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** Whose tracker is closed meanwhile is woken by nobody. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TaskStore store;
    private final Executor looks;
    private final RecentSubmissions recent;
    private final Duration heldBack;
    private String generation;
    private Moment changed;
    private boolean compared = true;
    private boolean looksLater;

    /**
     * @param looks where the database is looked at
     */
    FailoverCheck(TaskStore store, Executor looks) {
        this.store = store;
        this.looks = looks;
        this.recent = new RecentSubmissions(store.timer());
        // an intent must not be too old by then
        Duration half = store.intentLives().dividedBy(2);
        this.heldBack = half.compareTo(HELD_BACK) < 0 ? half : HELD_BACK;
        this.generation = generation();
    }

    /**
     * @return null where there are none, or a role may not ask
     */
    private String generation() {
        if (store.database() != Database.POSTGRESQL) {
            return null;
        }
        try {
            return store.transactions().whetherAwayOrNot(Generation::of);
        } catch (TrackerDatabaseException e) {
            LOG.debug("A failover of this server can't be noticed", e);
            return null;
        }
    }

    private synchronized boolean isOn() {
        return generation != null;
    }

    void intended(TrackedTask intent) {
        if (isOn()) {
            recent.posting(intent);
            lookLater();
        }
    }

    private synchronized void lookLater() {
        if (looksLater) {
            return;
        }
        try {
            TrackerThreads.handLater(store.timer(), looks, BETWEEN_LOOKS, this::look);
            looksLater = true;
        } catch (Throwable e) {
            // a job is submitted all the same, and the next one has it looked for
            LOG.debug("There is no thread to be had just now", e);
        }
    }

    /**
     * For as long as something is remembered that could be missing.
     */
    private void look() {
        try {
            compare();
        } finally {
            looked();
        }
    }

    private synchronized void looked() {
        looksLater = false;
        if (recent.isAny()) {
            lookLater();
        }
    }

    /**
     * The gateway has accepted one. To be called before that is written down, which may take until the database is back.
     */
    void accepted(String id, String taskId, Moment when) {
        recent.settled(id, new Fate.Accepted(taskId), when);
    }

    /**
     * The same for one that nobody knows the fate of.
     */
    void inDoubt(String id, String reason, String possibleTaskId) {
        recent.settled(id, new Fate.InDoubt(reason, possibleTaskId), Moment.of(store.timer()));
    }

    /**
     * Nothing was accepted, or a person has put an end to it.
     */
    void isOver(String id) {
        recent.forget(id);
    }

    /**
     * What became of one is written down now, and may have been begun in the server before.
     */
    void written(String id) {
        Known known = recent.of(id);
        if (known != null && sinceChange() != null) {
            compare(List.of(known));
        }
    }

    /**
     * A submission could be written down as if it were new. If one with its key was begun before, by this node or by another one,
     * the database has lost that, and it becomes what it was: it must not be posted again, however soon it comes.
     *
     * @return whether that is so
     */
    boolean isFoundAgain(TrackedTask intent) {
        Known before = recent.of(intent.id());
        if (before != null && !before.intent().isOf(intent) && hasChanged()) {
            foundAgain(intent, before);
            return true;
        }
        Duration since = sinceChange();
        return since != null && intent.claim().hasKey() && since.compareTo(heldBack) < 0
                && !isStillMineAfter(heldBack.minus(since), intent);
    }

    private void foundAgain(TrackedTask intent, Known before) {
        String id = intent.id();
        if (before.fate() instanceof Fate.Accepted accepted) {
            store.submitted().accepted(id, accepted.taskId(), before.when());
            LOG.warn("The database had lost task {} (submission {}), which was accepted before and is not submitted again",
                    accepted.taskId(), id);
        } else if (before.fate() instanceof Fate.InDoubt doubt) {
            store.submitted().unknown(intent, doubt.reason(), doubt.possibleTaskId());
            LOG.warn("The database had lost submission {}, whose fate is unknown, and which is not submitted again", id);
        } else {
            LOG.warn("The database had lost submission {}, which this process is about to post, and which is not submitted twice", id);
        }
    }

    private boolean hasChanged() {
        return sinceChange() != null || !Objects.equals(generation(), current());
    }

    private synchronized String current() {
        return generation;
    }

    /**
     * @return null if that is long ago, or never was
     */
    private synchronized Duration sinceChange() {
        Duration since = changed == null ? null : changed.atMost(store.timer());
        return since == null || since.compareTo(RecentSubmissions.REMEMBERED) > 0 ? null : since;
    }

    private boolean isStillMineAfter(Duration pause, TrackedTask intent) {
        CountDownLatch over = new CountDownLatch(1);
        Timer.Alarm alarm = store.timer().schedule(pause, over::countDown);
        boolean interrupted = false;
        try {
            if (over.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return store.submitted().renew(intent);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        alarm.cancel();
        store.submitted().refused(intent);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new TrackerDatabaseException("The process stops, and submission " + intent.id() + " is not posted");
    }

    /**
     * The database answers again, after it did not, and nobody is let in yet: from now on it is known that something may be
     * missing.
     *
     * @return whether that can be told
     */
    boolean notice() {
        String now = isOn() ? generation() : null;
        synchronized (this) {
            if (now != null && !now.equals(generation)) {
                generation = now;
                changed = Moment.of(store.timer());
                compared = false;
            }
        }
        return now != null;
    }

    /**
     * The same when all are let in.
     */
    void compare() {
        boolean told = notice();
        synchronized (this) {
            if (!told || compared) {
                return;
            }
            compared = true;
        }
        List<Known> settled = recent.settled();
        LOG.warn("The database of the task tracker is another server than before, or a standby that took over. What this node had"
                 + " submitted in the last {} min is compared with what is there: {} submissions",
                RecentSubmissions.REMEMBERED.toMinutes(), settled.size());
        compare(settled);
    }

    private void compare(List<Known> settled) {
        Losses losses = new Losses();
        for (Known each : settled) {
            try {
                if (each.fate() instanceof Fate.Accepted accepted) {
                    compare(each, accepted, losses);
                } else if (each.fate() instanceof Fate.InDoubt doubt) {
                    compare(each, doubt, losses);
                }
            } catch (RuntimeException e) {
                LOG.debug("It can't be compared", e);
                if (DatabaseErrors.isOutage(e)) {
                    compareAgain();
                    break;
                }
                losses.missing(each);
            }
        }
        losses.tell();
    }

    private synchronized void compareAgain() {
        compared = false;
    }

    private void compare(Known known, Fate.Accepted accepted, Losses losses) {
        Optional<TaskRow> there = store.find(known.id());
        if (there.isPresent()) {
            String now = there.get().task().task().taskId();
            if (now != null && !now.equals(accepted.taskId())) {
                losses.twice(known, now);
            }
            store.submitted().accepted(known.id(), accepted.taskId(), known.when());
        } else if (!known.intent().claim().hasKey()) {
            losses.missing(known);
        } else if (store.submitted().acceptedAgain(known.intent(), accepted.taskId(), known.when())) {
            losses.again(known);
        }
    }

    private void compare(Known known, Fate.InDoubt doubt, Losses losses) {
        Optional<TrackedTask> there = store.find(known.id()).map(TaskRow::task);
        if (there.isEmpty()) {
            if (store.submitted().unknownAgain(known.intent(), doubt.reason(), doubt.possibleTaskId())) {
                losses.again(known);
            }
        } else if (!there.get().isOf(known.intent())) {
            if (store.submitted().unknown(there.get(), doubt.reason(), doubt.possibleTaskId())) {
                losses.again(known);
            } else if (there.get().task().taskId() != null) {
                losses.twice(known, there.get().task().taskId());
            }
        }
    }
}
