package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a wait for one task has seen, and what follows from it: when to ask again, and whether it is over. It has no
 * clock, no alarm and no lock of its own, so that a wait in memory and one that is kept in a database decide alike.
 * <p>
 * Times are nanoseconds of a clock of the caller's that only goes forward.
 */
public final class WaitState {

    private static final Logger LOG = LoggerFactory.getLogger(WaitState.class);

    /** However a schedule of the user's errs, it must not become a busy loop. */
    static final long SHORTEST_NANOS = Duration.ofMillis(10).toNanos();
    /** Until it was asked nobody knows that a task is queued, so it is asked in time for that to be told. */
    private static final long BEFORE_QUEUE_TIMEOUT_NANOS = Duration.ofSeconds(1).toNanos();
    /** For so long the address of a video may follow its success: some gateways have it a few polls later. */
    private static final long ADDRESS_GRACE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final String taskId;
    private final WaitPolicy policy;
    private final long started;
    private final long countedFrom;
    /** What the task is, for a wait that somebody else has begun; else null. */
    private final JobKind resumed;
    /** Whether somebody here knows that the gateway had accepted the task. */
    private final boolean accepted;

    private VideoTask last;
    private GatewayError lastError;
    private long queuedSince;
    /** When the task was last seen not to have ended. */
    private long seenAt;
    private int polls;
    private int failures;
    /** Since when all answers are of a final kind. */
    private long finalSince = NEVER;

    /**
     * A wait that nothing was seen in yet.
     *
     * @param countedFrom when the time-outs begin to count, which may be before the start
     * @param accepted    whether the gateway is known to have accepted the task
     */
    WaitState(String taskId, WaitPolicy policy, long started, long countedFrom, boolean accepted) {
        this(taskId, policy, started, countedFrom, accepted, null);
    }

    private WaitState(String taskId, WaitPolicy policy, long started, long countedFrom, boolean accepted,
                       JobKind resumed) {
        this.taskId = taskId;
        this.policy = policy;
        this.started = started;
        this.countedFrom = countedFrom;
        this.accepted = accepted;
        this.resumed = resumed;
        this.queuedSince = countedFrom;
        this.seenAt = NEVER;
    }

    /**
     * A wait that somebody else has begun, on a clock that starts at zero with the task's acceptance.
     *
     * @param accepted    whether the gateway is known to have accepted the task
     * @param kind        what the task is
     * @param last        the task as it was last seen, or null
     * @param seenAt      when that was, or null if it isn't known
     * @param queuedSince since when it is queued, or lacks its address, if it does
     * @param failures    how many polls in a row have failed
     * @param finalSince  since when all answers are of a final kind, or null
     */
    public static WaitState resumed(String taskId, WaitPolicy policy, boolean accepted, JobKind kind, VideoTask last,
                                     Duration seenAt, Duration queuedSince, int failures, Duration finalSince) {
        WaitState course = new WaitState(taskId, policy, 0, 0, accepted, kind);
        course.last = last;
        course.seenAt = last == null || seenAt == null ? NEVER : seenAt.toNanos();
        course.queuedSince = queuedSince.toNanos();
        course.failures = failures;
        course.finalSince = finalSince == null ? NEVER : finalSince.toNanos();
        course.polls = last == null && failures == 0 ? 0 : 1;
        return course;
    }

    /**
     * Takes an answer of the gateway in.
     *
     * @return how the wait ends by it; null if it goes on
     */
    public WaitEnd answered(Answer answer, long now) {
        polls++;
        return answer instanceof Answer.Known known
                ? known(withoutGrace(known.task(), now), now)
                : failed(((Answer.Failed) answer).error(), now);
    }

    /**
     * The task, as one that failed if its address has not come for too long.
     */
    private VideoTask withoutGrace(VideoTask task, long now) {
        boolean still = task.lacksAddress() && last != null && last.lacksAddress();
        return still && now - queuedSince >= ADDRESS_GRACE_NANOS ? task.failed(task.error(), task.errorCode()) : task;
    }

    private WaitEnd known(VideoTask task, long now) {
        boolean queuedAnew = task.state() == TaskState.QUEUED && last != null && last.state() != TaskState.QUEUED;
        if (queuedAnew || task.lacksAddress() && (last == null || !last.lacksAddress())) {
            queuedSince = now;
        }
        if (!policy.once() && task.looksDifferentFrom(last)) {
            events().changed(task);
        }
        if (task.state().isEnded()) {
            SeenDuration duration = duration(now, true);
            tellSchedule(duration);
            events().ended(task, age(now), duration);
        } else {
            seenAt = now;
        }
        // the same is not kept anew: what lives as long as a wait and changes with each poll is dear to collect
        last = task.equals(last) ? last : task;
        lastError = null;
        failures = 0;
        finalSince = NEVER;
        return task.state().isEnded() || policy.once() ? new WaitEnd.Answered(task) : null;
    }

    private WaitEnd failed(GatewayError error, long now) {
        lastError = error;
        failures++;
        if (error.retryable()) {
            finalSince = NEVER;
        } else if (finalSince == NEVER) {
            finalSince = now;
        }
        if (policy.once() || !error.retryable() && (!isKnownToBeThere() || leftOfDoubt(now) <= 0)) {
            return new WaitEnd.Failed(error);
        }
        LOG.debug("Asking after task {} failed, will ask again: {}", taskId, error.describe());
        return null;
    }

    /**
     * A gateway that says "not found" of such a task, or shows a page of text, may think better of it.
     */
    private boolean isKnownToBeThere() {
        return accepted || last != null || policy.access().isKnown(taskId);
    }

    /**
     * For how long answers of a final kind are still doubted.
     */
    private long leftOfDoubt(long now) {
        return finalSince + nanos(policy.permanentAfter()) - now;
    }

    /**
     * How long from now until the task should be asked after, whatever the limits say.
     */
    public long pause(long now, Backoff backoff) {
        if (failures > 0) {
            long pause = backoff.delay(failures).toNanos();
            if (finalSince != NEVER) {
                pause = Math.min(pause, Math.max(leftOfDoubt(now), SHORTEST_NANOS));
            }
            boolean asked = lastError != null && lastError.retryAfter() != null;
            return asked ? Math.max(pause, lastError.retryAfter().toNanos()) : pause;
        }
        boolean lacksAddress = last != null && last.lacksAddress();
        long graceLeft = Math.max(queuedSince + ADDRESS_GRACE_NANOS - now, SHORTEST_NANOS);
        return lacksAddress ? Math.min(scheduled(now), graceLeft) : scheduled(now);
    }

    private long scheduled(long now) {
        PollMoment moment = new PollMoment(policy.access().gateway().name(), kind(),
                last == null ? null : last.state(), last == null ? null : last.progress(), polls,
                Duration.ofNanos(now - started), age(now));
        try {
            long nanos = policy.once() ? 0 : policy.schedule().nextPoll(moment).toNanos();
            return polls == 0 ? Math.max(Math.min(nanos, firstPollWithin(now)), 0) : Math.max(nanos, SHORTEST_NANOS);
        } catch (Throwable e) {
            LOG.warn("The pollSchedule {} failed, so task {} is asked after again in a minute", policy.schedule(),
                    taskId, e);
            return Duration.ofMinutes(1).toNanos();
        }
    }

    /**
     * How long ago the gateway accepted the task, or null if nobody knows.
     */
    private Duration age(long now) {
        return resumed != null ? Duration.ofNanos(now) : policy.access().age(taskId);
    }

    private JobKind kind() {
        return resumed != null ? resumed : policy.access().kind(taskId);
    }

    private long firstPollWithin(long now) {
        return queuedSince + nanos(policy.queueTimeout()) - BEFORE_QUEUE_TIMEOUT_NANOS - now;
    }

    private GatewayEvents events() {
        return policy.access().events();
    }

    /**
     * How long the task took, or that it takes longer. Null for one that nobody knows the age of, or when it was last seen
     * not to have ended.
     */
    private SeenDuration duration(long now, boolean finished) {
        Duration age = age(now);
        boolean gapIsKnown = seenAt != NEVER || finished && last == null;
        if (age == null || policy.once() || !gapIsKnown) {
            return null;
        }
        Duration unseen = seenAt == NEVER ? age : Duration.ofNanos(now - seenAt);
        return new SeenDuration(policy.access().gateway().name(), kind(),
                finished ? age : age.minus(unseen), finished ? unseen : Duration.ZERO,
                last == null ? null : last.progress(), finished);
    }

    private void tellSchedule(SeenDuration end) {
        if (end == null) {
            return;
        }
        try {
            policy.schedule().ended(end);
        } catch (Throwable e) {
            LOG.warn("The pollSchedule {} could not be told of the end of task {}", policy.schedule(), taskId, e);
        }
    }

    /**
     * When the wait ends at the latest. A time-out that is too long to count is none that anyone lives to see.
     */
    public long limit() {
        long limit = countedFrom + nanos(policy.waitTimeout());
        if (isQueued()) {
            long queued = queuedSince + nanos(policy.queueTimeout());
            return queued - limit < 0 ? queued : limit;
        }
        return limit;
    }

    static long nanos(Duration duration) {
        Duration longest = Duration.ofDays(365L * 50);
        return (duration.compareTo(longest) < 0 ? duration : longest).toNanos();
    }

    /**
     * The end of a wait whose limit is reached, with which limit it was.
     */
    public WaitEnd.TimedOut timedOut(long now) {
        tellSchedule(duration(now, false));
        boolean queued = isQueued() && now - countedFrom < nanos(policy.waitTimeout());
        String reason = queued
                ? "still queued after queueTimeout=" + seconds(policy.queueTimeout())
                : "not finished after waitTimeout=" + seconds(policy.waitTimeout())
                  + (last != null && last.lacksAddress() ? "; " + last.error() : "");
        WaitEnd.TimedOut end
                = new WaitEnd.TimedOut(lastError == null ? reason : reason + "; last error: " + lastError.describe());
        events().timedOut(taskId, last, agedAtLeast(now), end.reason());
        return end;
    }

    private boolean isQueued() {
        return last != null && last.state() == TaskState.QUEUED;
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    String taskId() {
        return taskId;
    }

    WaitPolicy policy() {
        return policy;
    }

    /**
     * The task as it was last seen, or null.
     */
    public VideoTask last() {
        return last;
    }

    WaitSnapshot outlook(long now, Duration nextPoll) {
        return new WaitSnapshot(taskId, policy.access().gateway().name(), kind(), last, agedAtLeast(now), nextPoll);
    }

    private Duration agedAtLeast(long now) {
        Duration age = age(now);
        return age == null ? Duration.ofNanos(now - countedFrom) : age;
    }

    /**
     * Since when the task is queued, or lacks its address, if it does.
     */
    public long queuedSince() {
        return queuedSince;
    }

    /**
     * How many polls failed in a row.
     */
    public int failures() {
        return failures;
    }

    /**
     * Since when all answers are of a final kind, or null if the last one isn't.
     */
    public Duration finalSince() {
        return finalSince == NEVER ? null : Duration.ofNanos(finalSince);
    }

    int polls() {
        return polls;
    }

    WaitResult result(WaitEnd end, long now) {
        return new WaitResult(taskId, end, last, polls, Duration.ofNanos(now - started));
    }
}
