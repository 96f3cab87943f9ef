package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait for one task. It is parked until its alarm, then asking until the answer, and so on until it ended; its
 * alarm also stands for the limit of the wait, so that no gateway and no line can keep it beyond. What another wait for the
 * task is answered, it takes for an answer, too.
 */
public final class Wait extends TimerEntry implements Waits {

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
    private final WaitState state;

    private Phase phase = Phase.NEW;
    private long askedAt;
    /** An answer to a question that was sent before this moment is not all that is wanted; 0 if any answer is. */
    private long wantedSince;
    private long lastPollBefore = Long.MIN_VALUE;

    Wait(Waiter waiter, String taskId, WaitPolicy policy, Duration already, boolean accepted, WaitListener listener) {
        this.waiter = waiter;
        this.listener = listener;
        long now = now();
        long latest = WaitState.nanos(policy.waitTimeout()) - LAST_CHANCE_NANOS;
        long gone = Math.max(0, Math.min(WaitState.nanos(already), latest));
        this.state = new WaitState(taskId, policy, now, now - gone, accepted);
        this.askedAt = now - BETWEEN_HINTS_NANOS;
        this.wantedSince = policy.once() ? waiter.questions().moment() : 0;
        policy.access().outage().waitBegins();
    }

    synchronized void begin() {
        // a stop may have come first
        if (phase == Phase.NEW) {
            park(state.pause(now(), waiter.backoff()));
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
        if (phase == Phase.PARKED && wantedSince == 0) {
            park(afterHint());
        }
        wantedSince = waiter.questions().moment();
    }

    private long afterHint() {
        return Math.max(0, askedAt + BETWEEN_HINTS_NANOS - now());
    }

    GatewayAccess access() {
        return state.policy().access();
    }

    String taskId() {
        return state.taskId();
    }

    WaitListener listener() {
        return listener;
    }

    private long now() {
        return waiter.timer().nanos();
    }

    @Override
    void wake() {
        boolean ask = false;
        long since = 0;
        WaitResult result = null;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            long limit = state.limit();
            long left = limit - now();
            // who stands at a closed door has not looked yet: the gateway's pause is no reason to give up what it has made
            boolean closed = left <= 0 && !access().paused().isNegative();
            boolean goesOn = left > 0 || closed;
            if (goesOn && phase == Phase.PARKED) {
                phase = Phase.ASKING;
                since = wantedSince;
                ask = true;
            }
            if (goesOn && phase == Phase.ASKING) {
                waiter.timers().wakeAt(this, closed ? now() + afterPause() : limit);
            }
            if (!goesOn) {
                result = ended(state.timedOut(now()));
            }
        }
        if (ask) {
            waiter.questions().ask(access(), taskId(), since, listener.group());
        }
        tellEnd(result);
    }

    private long afterPause() {
        return access().backlog().toNanos() + LAST_CHANCE_NANOS;
    }

    /**
     * Ends the wait as one that took too long, whatever it waits for just now.
     */
    public void giveUp() {
        WaitResult result;
        synchronized (this) {
            result = phase == Phase.ENDED ? null : ended(state.timedOut(now()));
        }
        tellEnd(result);
    }

    /**
     * How it stands.
     */
    public synchronized WaitSnapshot snapshot() {
        long now = now();
        long next = phase == Phase.PARKED ? Math.max(0, wakeAt - now) : 0;
        return state.snapshot(now, Duration.ofNanos(next));
    }

    /**
     * The gateway was asked after the task, by this wait or by another one.
     *
     * @param sent the moment in which the question was sent
     */
    void answered(Answer answer, long sent) {
        WaitResult result = null;
        synchronized (this) {
            boolean outdated = sent < wantedSince;
            if (phase != Phase.ASKING && phase != Phase.PARKED || outdated && state.policy().once()) {
                return;
            }
            wantedSince = outdated ? wantedSince : 0;
            askedAt = now();
            VideoTask before = state.last();
            WaitEnd end = state.answered(answer, askedAt);
            if (state.last() != before && state.last().looksDifferentFrom(before)) {
                tell(state.last());
            }
            if (end == null && askedAt - state.limit() >= 0) {
                end = state.timedOut(askedAt);
            }
            if (end == null) {
                long pause = state.pause(now(), waiter.backoff());
                park(outdated && state.failures() == 0 ? Math.min(pause, afterHint()) : pause);
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
            LOG.warn("A listener failed on a change of task {}; the wait continues", state.taskId(), e);
        }
    }

    /**
     * Sets the alarm for the next poll, or for the limit if that comes first.
     */
    private void park(long nanos) {
        long limit = state.limit();
        long left = limit - now();
        long delay = nanos;
        if (nanos >= left) {
            delay = left;
            // an answer to somebody else that comes long before the last poll doesn't stand for it
            boolean isAhead = lastPollBefore != limit || left > 2 * LAST_POLL_NANOS;
            if (isAhead && left > 2 * WaitState.SHORTEST_NANOS) {
                lastPollBefore = limit;
                delay = left - Math.min(LAST_POLL_NANOS, left / 2);
            }
        }
        phase = Phase.PARKED;
        waiter.timers().wakeAt(this, limit - left + delay);
    }

    /**
     * Under the lock under which the end was found, so that no other end is counted beside it.
     */
    private WaitResult ended(WaitEnd end) {
        phase = Phase.ENDED;
        waiter.timers().forget(this);
        return state.result(end, now());
    }

    /**
     * @param result null if it has not ended just now
     */
    private void tellEnd(WaitResult result) {
        if (result == null) {
            return;
        }
        waiter.remove(this);
        access().outage().waitEnds();
        try {
            listener.ended(result);
        } catch (RuntimeException | Error e) {
            // others may be told by the same thread
            LOG.warn("A listener failed on the end of the wait for task {}", taskId(), e);
        }
        LateCancel.after(result.end(), state.policy(), taskId());
    }
}
