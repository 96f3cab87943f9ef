package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait for one task. It is parked until its alarm, then asking until the answer, and so on until it ended; its
 * alarm also stands for the limit of the wait, so that no gateway and no line can keep it beyond.
 */
public final class Wait extends Sleeper {

    private static final Logger LOG = LoggerFactory.getLogger(Wait.class);

    /** A last poll is made so long before the limit, so that a video that is there by then is not called late. */
    private static final long LAST_POLL_NANOS = Duration.ofSeconds(1).toNanos();
    /** Whoever asks to ask now, and however often: a task is asked after once a second at most for it. */
    private static final long BETWEEN_HINTS_NANOS = Duration.ofSeconds(1).toNanos();
    /** A wait that is taken up again after its time asks at least once before it gives up. */
    private static final long LAST_CHANCE_NANOS = Duration.ofSeconds(30).toNanos();

    private enum Phase { NEW, PARKED, ASKING, ENDED }

    private final Waiter waiter;
    private final WaitListener listener;
    private final WaitCourse course;
    /** Another wait for the same task. Changed only by the waiter, one change at a time, and read at any. */
    private volatile Wait other;

    private Phase phase = Phase.NEW;
    private long askedAt;
    private boolean hinted;
    private long lastPollBefore = Long.MIN_VALUE;

    Wait(Waiter waiter, String taskId, WaitPolicy policy, Duration already, boolean accepted, WaitListener listener) {
        this.waiter = waiter;
        this.listener = listener;
        long now = now();
        long latest = WaitCourse.nanos(policy.waitTimeout()) - LAST_CHANCE_NANOS;
        long gone = Math.max(0, Math.min(WaitCourse.nanos(already), latest));
        this.course = new WaitCourse(taskId, policy, now, now - gone, accepted);
        this.askedAt = now - BETWEEN_HINTS_NANOS;
        policy.access().outage().waitBegins();
    }

    synchronized void begin() {
        // a stop may have come first
        if (phase == Phase.NEW) {
            park(course.pause(now(), waiter.backoff()));
        }
    }

    /**
     * Ends the wait because this side stops. A wait that has ended stays as it is.
     */
    public void stop() {
        WaitResult result;
        synchronized (this) {
            result = phase == Phase.ENDED ? null : ended(new WaitEnd.Stopped());
        }
        tellEnd(result);
    }

    /**
     * Somebody says that there is news: asks after the task soon. It is no more than a hint, and may come at any time and
     * as often as it likes.
     */
    public synchronized void askNow() {
        if (phase == Phase.PARKED && !hinted) {
            park(afterHint());
        }
        hinted = true;
    }

    private long afterHint() {
        return Math.max(0, askedAt + BETWEEN_HINTS_NANOS - now());
    }

    Wait other() {
        return other;
    }

    /**
     * This wait, and behind it others for the same task.
     */
    Wait before(Wait others) {
        other = others;
        return this;
    }

    /**
     * This wait and those behind it, but for one, which still leads on whoever is just there.
     */
    Wait without(Wait gone) {
        if (this == gone) {
            return other;
        }
        other = other == null ? null : other.without(gone);
        return this;
    }

    String taskId() {
        return course.taskId();
    }

    WaitListener listener() {
        return listener;
    }

    private long now() {
        return waiter.timer().nanos();
    }

    private synchronized boolean isAsking() {
        return phase == Phase.ASKING;
    }

    @Override
    void wake() {
        boolean ask = false;
        WaitResult result = null;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            long limit = course.limit();
            long left = limit - now();
            // who stands at a closed door has not looked yet: the gateway's pause is no reason to give up what it has made
            boolean closed = left <= 0 && !course.policy().access().paused().isNegative();
            boolean goesOn = left > 0 || closed;
            if (goesOn && phase == Phase.PARKED) {
                phase = Phase.ASKING;
                hinted = false;
                ask = true;
            }
            if (goesOn && phase == Phase.ASKING) {
                waiter.sleepers().wakeAt(this, closed ? now() + afterPause() : limit);
            }
            if (!goesOn) {
                result = ended(course.timedOut(now()));
            }
        }
        if (ask) {
            course.policy().access().query(course.taskId(), this::isAsking, this::answered);
        }
        tellEnd(result);
    }

    private long afterPause() {
        return course.policy().access().backlog().toNanos() + LAST_CHANCE_NANOS;
    }

    /**
     * Ends the wait as one that took too long, whatever it waits for just now.
     */
    public void giveUp() {
        WaitResult result;
        synchronized (this) {
            result = phase == Phase.ENDED ? null : ended(course.timedOut(now()));
        }
        tellEnd(result);
    }

    /**
     * How it stands.
     */
    public synchronized Outlook outlook() {
        long now = now();
        long next = phase == Phase.PARKED ? Math.max(0, wakeAt - now) : 0;
        return course.outlook(now, Duration.ofNanos(next));
    }

    private void answered(Answer answer) {
        WaitResult result = null;
        synchronized (this) {
            if (phase != Phase.ASKING) {
                return;
            }
            askedAt = now();
            VideoTask before = course.last();
            WaitEnd end = course.answered(answer, askedAt);
            if (course.last() != before && course.last().looksDifferentFrom(before)) {
                tell(course.last());
            }
            if (end == null && askedAt - course.limit() >= 0) {
                end = course.timedOut(askedAt);
            }
            if (end == null) {
                long pause = course.pause(now(), waiter.backoff());
                park(hinted && course.failures() == 0 ? Math.min(pause, afterHint()) : pause);
            } else {
                result = ended(end);
            }
        }
        tellEnd(result);
    }

    private void tell(VideoTask task) {
        try {
            listener.changed(task);
        } catch (Throwable e) {
            LOG.warn("A change of task {} could not be told; the wait goes on", course.taskId(), e);
        }
    }

    /**
     * Sets the alarm for the next poll, or for the limit if that comes first.
     */
    private void park(long nanos) {
        long limit = course.limit();
        long left = limit - now();
        long delay = nanos;
        if (nanos >= left) {
            delay = left;
            if (lastPollBefore != limit && left > 2 * WaitCourse.SHORTEST_NANOS) {
                lastPollBefore = limit;
                delay = left - Math.min(LAST_POLL_NANOS, left / 2);
            }
        }
        phase = Phase.PARKED;
        waiter.sleepers().wakeAt(this, limit - left + delay);
    }

    /**
     * Under the lock under which the end was found, so that no other end is counted beside it.
     */
    private WaitResult ended(WaitEnd end) {
        phase = Phase.ENDED;
        waiter.sleepers().forget(this);
        return course.result(end, now());
    }

    /**
     * @param result null if it has not ended just now
     */
    private void tellEnd(WaitResult result) {
        if (result != null) {
            waiter.remove(this);
            course.policy().access().outage().waitEnds();
            listener.ended(result);
        }
    }
}
