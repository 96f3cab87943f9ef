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
public class WaitState extends TimerEntry {

    private static final Logger LOG = LoggerFactory.getLogger(WaitState.class);

    /** However a schedule of the user's errs, it must not become a busy loop. */
    static final long SHORTEST_NANOS = Duration.ofMillis(10).toNanos();
    /** Until it was asked nobody knows that a task is queued, so it is asked in time for that to be told. */
    private static final long BEFORE_QUEUE_TIMEOUT_NANOS = Duration.ofSeconds(1).toNanos();
    /** For so long the address of a video may follow its success: some gateways have it a few polls later. */
    private static final long ADDRESS_GRACE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final String taskId;
    private boolean accepted;
    /** What it is, for a wait that somebody else began; else null. */
    private final JobKind resumed;
    private final WaitPolicy policy;
    /** Null if nothing has failed since the last answer, as is so for nearly all of them. */
    private PollFailures failures;
    private final long started;
    private final long countedFrom;

    /** As {@link KeptTask} keeps it. */
    private VideoTask last;
    private long queuedSince;
    /** When the task was last seen not to have ended. */
    private long seenAt;
    private int polls;

    /**
     * A wait that nothing was seen in yet.
     *
     * @param countedFrom when the time-outs begin to count, which may be before the start
     * @param accepted    whether the gateway is known to have accepted the task
     */
    WaitState(String taskId, WaitPolicy policy, long started, long countedFrom, boolean accepted) {
        this(taskId, accepted, null, policy, started, countedFrom);
    }

    private WaitState(String taskId, boolean accepted, JobKind resumed, WaitPolicy policy, long started, long countedFrom) {
        this.taskId = taskId;
        this.accepted = accepted;
        this.resumed = resumed;
        this.policy = policy;
        this.started = started;
        this.countedFrom = countedFrom;
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
        WaitState state = new WaitState(taskId, accepted, kind, policy, 0, 0);
        state.last = last;
        state.seenAt = last == null || seenAt == null ? NEVER : seenAt.toNanos();
        state.queuedSince = queuedSince.toNanos();
        if (failures > 0 || finalSince != null) {
            state.failures = new PollFailures(policy.permanentAfter());
            state.failures.resume(failures, finalSince);
        }
        state.polls = last == null && failures == 0 ? 0 : 1;
        return state;
    }

    /** Made when it is asked, as many waits are kept for long. */
    private WaitedTask task() {
        return new WaitedTask(taskId, policy.access(), accepted, resumed);
    }

    /**
     * Does nothing for one that is kept elsewhere, and woken by others.
     */
    @Override
    void wake() {
        // nobody has set an alarm for it
    }

    /**
     * Somebody else has learned that there is, or was, such a task.
     */
    void isThere() {
        accepted = true;
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
    private VideoTask withoutGrace(VideoTask seen, long now) {
        boolean still = seen.lacksAddress() && last != null && last.lacksAddress();
        return still && now - queuedSince >= ADDRESS_GRACE_NANOS ? seen.failed(seen.error(), seen.errorCode()) : seen;
    }

    private WaitEnd known(VideoTask seen, long now) {
        boolean queuedAnew = seen.state() == TaskState.QUEUED && last != null && last.state() != TaskState.QUEUED;
        if (queuedAnew || seen.lacksAddress() && (last == null || !last.lacksAddress())) {
            queuedSince = now;
        }
        if (!policy.once() && seen.looksDifferentFrom(last)) {
            events().changed(seen);
        }
        if (seen.state().isEnded()) {
            SeenDuration duration = duration(now, true);
            GuardedSchedule.ended(policy.schedule(), taskId, duration);
            events().ended(seen, task().age(now), duration, resumed != null);
            policy.access().flight().ended(taskId);
        } else {
            seenAt = now;
        }
        last = KeptTask.of(seen, taskId, last);
        failures = null;
        return seen.state().isEnded() || policy.once() ? new WaitEnd.Answered(seen) : null;
    }

    private WaitEnd failed(GatewayError error, long now) {
        if (failures == null) {
            failures = new PollFailures(policy.permanentAfter());
        }
        failures.add(error, now);
        if (policy.once() || !error.retryable() && (!isKnownToBeThere() || failures.areFinal(now))) {
            return new WaitEnd.Failed(error);
        }
        LOG.debug("Polling task {} failed, will poll again: {}", taskId, error.describe());
        return null;
    }

    /**
     * A gateway that says "not found" of such a task, or shows a page of text, may think better of it.
     */
    private boolean isKnownToBeThere() {
        return last != null || task().isKnownToBeThere();
    }

    /**
     * How long from now until the task should be asked after, whatever the limits say.
     */
    public long pause(long now, Backoff backoff) {
        if (failures() > 0) {
            return failures.pause(now, backoff);
        }
        boolean lacksAddress = last != null && last.lacksAddress();
        long graceLeft = Math.max(queuedSince + ADDRESS_GRACE_NANOS - now, SHORTEST_NANOS);
        return lacksAddress ? Math.min(scheduled(now), graceLeft) : scheduled(now);
    }

    private long scheduled(long now) {
        if (policy.once()) {
            return polls == 0 ? 0 : SHORTEST_NANOS;
        }
        WaitedTask task = task();
        long nanos = GuardedSchedule.nextPoll(policy.schedule(), taskId, new PollMoment(task.gateway(), task.kind(),
                last == null ? null : last.state(), last == null ? null : last.progress(), polls,
                Duration.ofNanos(now - started), task.age(now)));
        return polls == 0 ? Math.max(Math.min(nanos, firstPollWithin(now)), 0) : Math.max(nanos, SHORTEST_NANOS);
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
        WaitedTask task = task();
        Duration age = task.age(now);
        boolean gapIsKnown = seenAt != NEVER || finished && last == null;
        if (age == null || policy.once() || !gapIsKnown) {
            return null;
        }
        Duration unseen = seenAt == NEVER ? age : Duration.ofNanos(now - seenAt);
        return new SeenDuration(task.gateway(), task.kind(),
                finished ? age : age.minus(unseen), finished ? unseen : Duration.ZERO,
                last == null ? null : last.progress(), finished);
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
        GuardedSchedule.ended(policy.schedule(), taskId, duration(now, false));
        boolean queued = isQueued() && now - countedFrom < nanos(policy.waitTimeout());
        String reason = queued
                ? "still queued after queueTimeout=" + seconds(policy.queueTimeout())
                : "not finished after waitTimeout=" + seconds(policy.waitTimeout())
                  + (last != null && last.lacksAddress() ? "; " + last.error() : "");
        GatewayError error = failures == null ? null : failures.last();
        WaitEnd.TimedOut end = new WaitEnd.TimedOut(error == null ? reason : reason + "; last error: " + error.describe());
        events().timedOut(taskId, last(), agedAtLeast(now), end.reason());
        policy.access().flight().ended(taskId);
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

    public WaitPolicy policy() {
        return policy;
    }

    /**
     * The task as it was last seen, or null.
     */
    public VideoTask last() {
        return KeptTask.whole(last, taskId);
    }

    /**
     * The same without its id, perhaps; another object if it has changed.
     */
    VideoTask kept() {
        return last;
    }

    WaitSnapshot snapshot(long now, Duration nextPoll) {
        WaitedTask task = task();
        return new WaitSnapshot(taskId, task.gateway(), task.kind(), last(), agedAtLeast(now), nextPoll);
    }

    private Duration agedAtLeast(long now) {
        Duration age = task().age(now);
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
        return failures == null ? 0 : failures.count();
    }

    /**
     * Since when all answers are of a final kind, or null if the last one isn't.
     */
    public Duration finalSince() {
        return failures == null ? null : failures.finalSince();
    }

    int polls() {
        return polls;
    }

    WaitResult result(WaitEnd end, long now) {
        return new WaitResult(taskId, end, last(), polls, Duration.ofNanos(now - started));
    }
}
