package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.GatewayError;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait for one task. It is parked until its alarm, then asking until the answer, and so on until it ended; its
 * alarm also stands for the limit of the wait, so that no gateway and no line can keep it beyond.
 */
public final class Wait {

    private static final Logger LOG = LoggerFactory.getLogger(Wait.class);

    /** A last poll is made so long before the limit, so that a video that is there by then is not called late. */
    private static final long LAST_POLL_NANOS = Duration.ofSeconds(1).toNanos();
    /** Whoever asks to ask now, and however often: a task is asked after once a second at most for it. */
    private static final long BETWEEN_HINTS_NANOS = Duration.ofSeconds(1).toNanos();
    /** A wait that is taken up again after its time asks at least once before it gives up. */
    private static final long LAST_CHANCE_NANOS = Duration.ofSeconds(30).toNanos();
    /** However a schedule of the user's errs, it must not become a busy loop. */
    private static final long SHORTEST_NANOS = Duration.ofMillis(10).toNanos();

    private enum Phase { PARKED, ASKING, ENDED }

    private final Waiter waiter;
    private final String taskId;
    private final WaitPolicy policy;
    private final WaitListener listener;
    private final long started;
    private final long countedFrom;

    private Phase phase = Phase.PARKED;
    private Timer.Alarm alarm;
    private VideoTask last;
    private GatewayError lastError;
    private long queuedSince;
    private long askedAt;
    private boolean hinted;
    private long lastPollBefore = Long.MIN_VALUE;
    private int polls;
    private int failures;

    Wait(Waiter waiter, String taskId, WaitPolicy policy, Duration already, WaitListener listener) {
        this.waiter = waiter;
        this.taskId = taskId;
        this.policy = policy;
        this.listener = listener;
        this.started = waiter.timer().nanos();
        long latest = nanos(policy.waitTimeout()) - LAST_CHANCE_NANOS;
        this.countedFrom = started - Math.max(0, Math.min(nanos(already), latest));
        this.queuedSince = countedFrom;
        this.askedAt = started - BETWEEN_HINTS_NANOS;
    }

    synchronized void begin() {
        park(scheduled());
    }

    /**
     * Ends the wait because this side stops. A wait that has ended stays as it is.
     */
    public void stop() {
        end(new WaitEnd.Stopped());
    }

    /**
     * Somebody says that there is news: asks after the task soon. It is no more than a hint, and may come at any time and
     * as often as it likes.
     */
    public synchronized void askNow() {
        if (phase == Phase.PARKED && !hinted && alarm != null) {
            alarm.cancel();
            park(afterHint());
        }
        hinted = true;
    }

    private long afterHint() {
        return Math.max(0, askedAt + BETWEEN_HINTS_NANOS - waiter.timer().nanos());
    }

    String taskId() {
        return taskId;
    }

    WaitListener listener() {
        return listener;
    }

    private synchronized boolean isAsking() {
        return phase == Phase.ASKING;
    }

    private void due() {
        boolean ask = false;
        synchronized (this) {
            long left = limit() - waiter.timer().nanos();
            if (left > 0 && phase == Phase.PARKED) {
                phase = Phase.ASKING;
                hinted = false;
                ask = true;
            }
            if (left > 0 && phase == Phase.ASKING) {
                alarm = waiter.timer().schedule(Duration.ofNanos(left), this::due);
            }
            if (left > 0 && !ask) {
                return;
            }
        }
        if (ask) {
            policy.access().query(taskId, this::isAsking, this::answered);
        } else {
            end(timedOut());
        }
    }

    private void answered(Answer answer) {
        WaitEnd end;
        synchronized (this) {
            if (phase != Phase.ASKING) {
                return;
            }
            alarm.cancel();
            polls++;
            askedAt = waiter.timer().nanos();
            end = answer instanceof Answer.Known known ? known(known.task()) : failed(((Answer.Failed) answer).error());
        }
        if (end != null) {
            end(end);
        }
    }

    private WaitEnd known(VideoTask task) {
        if (task.state() == TaskState.QUEUED && last != null && last.state() != TaskState.QUEUED) {
            queuedSince = waiter.timer().nanos();
        }
        boolean changed = task.looksDifferentFrom(last);
        last = task;
        lastError = null;
        failures = 0;
        if (changed) {
            tell(task);
        }
        if (task.state().isEnded() || policy.once()) {
            return new WaitEnd.Answered(task);
        }
        park(hinted ? Math.min(scheduled(), afterHint()) : scheduled());
        return null;
    }

    private void tell(VideoTask task) {
        try {
            listener.changed(task);
        } catch (RuntimeException e) {
            LOG.warn("A change of task {} could not be told; the wait goes on", taskId, e);
        }
    }

    private WaitEnd failed(GatewayError error) {
        lastError = error;
        if (policy.once() || !error.retryable()) {
            return new WaitEnd.Failed(error);
        }
        LOG.debug("Asking after task {} failed, will ask again: {}", taskId, error.describe());
        long backoff = waiter.backoff().delay(++failures).toNanos();
        park(error.retryAfter() == null ? backoff : Math.max(backoff, error.retryAfter().toNanos()));
        return null;
    }

    /**
     * Sets the alarm for the next poll, or for the limit if that comes first.
     */
    private void park(long nanos) {
        long limit = limit();
        long left = limit - waiter.timer().nanos();
        long delay = nanos;
        if (nanos >= left) {
            delay = left;
            if (lastPollBefore != limit && left > 2 * SHORTEST_NANOS) {
                lastPollBefore = limit;
                delay = left - Math.min(LAST_POLL_NANOS, left / 2);
            }
        }
        phase = Phase.PARKED;
        alarm = waiter.timer().schedule(Duration.ofNanos(delay), this::due);
    }

    private long scheduled() {
        long now = waiter.timer().nanos();
        PollMoment moment = new PollMoment(policy.access().gateway().name(), last == null ? null : last.state(),
                last == null ? null : last.progress(), polls, Duration.ofNanos(now - started),
                policy.access().age(taskId));
        try {
            long nanos = policy.once() ? 0 : policy.schedule().nextPoll(moment).toNanos();
            return polls == 0 ? Math.max(nanos, 0) : Math.max(nanos, SHORTEST_NANOS);
        } catch (RuntimeException e) {
            LOG.warn("The pollSchedule {} failed, so task {} is asked after again in a minute", policy.schedule(),
                    taskId, e);
            return Duration.ofMinutes(1).toNanos();
        }
    }

    /**
     * When the wait ends at the latest. A time-out that is too long to count is none that anyone lives to see.
     */
    private long limit() {
        long limit = countedFrom + nanos(policy.waitTimeout());
        if (last != null && last.state() == TaskState.QUEUED) {
            long queued = queuedSince + nanos(policy.queueTimeout());
            return queued - limit < 0 ? queued : limit;
        }
        return limit;
    }

    private static long nanos(Duration duration) {
        Duration longest = Duration.ofDays(365L * 50);
        return (duration.compareTo(longest) < 0 ? duration : longest).toNanos();
    }

    private synchronized WaitEnd timedOut() {
        boolean queued = last != null && last.state() == TaskState.QUEUED
                         && waiter.timer().nanos() - countedFrom < nanos(policy.waitTimeout());
        String reason = queued
                ? "still queued after queueTimeout=" + seconds(policy.queueTimeout())
                : "not finished after waitTimeout=" + seconds(policy.waitTimeout());
        return new WaitEnd.TimedOut(lastError == null ? reason : reason + "; last error: " + lastError.describe());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private void end(WaitEnd end) {
        WaitResult result;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = Phase.ENDED;
            if (alarm != null) {
                alarm.cancel();
            }
            Duration waited = Duration.ofNanos(waiter.timer().nanos() - started);
            result = new WaitResult(taskId, end, last, polls, waited);
        }
        waiter.remove(this);
        listener.ended(result);
    }
}
