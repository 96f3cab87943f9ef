package io.github.camelpika.wait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.Timer;

/**
 * One job on its way to the gateway, over as many tries as it takes and is safe.
 */
final class PendingSubmission implements Throttle.Call {

    /** Each may be paid for, so patience with them ends early. */
    private static final int MOST_DOUBTS = 5;

    private static final String STOPPING = "the context is stopping";
    private static final Submission SAID_NO = new Submission.Withheld(null);

    private static final Submission.Unknown BEGUN_BEFORE = new Submission.Unknown(GatewayError.noAnswer(
            "whoever was about to post the job never told what became of it; the process may have died in the middle of the POST",
            false));

    private enum Phase { WAITING, POSTING, ENDED }

    private final GatewayAccess access;
    private final Job job;
    private final boolean unknownAgain;
    private final boolean keyed;
    private final Duration submitTimeout;
    private final PostGuard guard;
    private final Consumer<Submission> then;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private Timer.Alarm patience;
    private volatile boolean outOfPatience;
    /** A try whose fate is not known, which no later one makes known. */
    private volatile Submission.Unknown doubt;
    /** What the gateway said the last time, if it provably has not accepted the job. */
    private volatile GatewayError refusal;
    private volatile String withdrawn;
    private int tries;
    private int doubts;

    PendingSubmission(GatewayAccess access, Job job, boolean unknownAgain, Duration submitTimeout,
               PostGuard guard, Consumer<Submission> then) {
        this.access = access;
        this.job = job;
        this.unknownAgain = unknownAgain;
        this.keyed = access.gateway().dialect().takesIdempotencyKey();
        this.doubt = job.isBegunBefore() ? BEGUN_BEFORE : null;
        this.submitTimeout = submitTimeout;
        this.guard = guard;
        this.then = then;
    }

    void start() {
        patience = access.timer().schedule(submitTimeout, () -> {
            outOfPatience = true;
            endUnlessPosting(tooLate());
        });
        access.underWay().add(this);
        enter();
    }

    private void enter() {
        access.throttle().enter(Throttle.Lane.SUBMISSIONS, this);
    }

    @Override
    public boolean isWanted() {
        return phase.get() != Phase.ENDED;
    }

    @Override
    public Object group() {
        return guard.group();
    }

    @Override
    public void run() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.POSTING)) {
            return;
        }
        tries++;
        Submission submission = post();
        if (submission instanceof Submission.Unknown unknown) {
            doubt = unknown;
            doubts++;
        }
        boolean again = isRetryable(submission);
        if (again && submission instanceof Submission.Refused refused) {
            refusal = refused.error();
        }
        if (!again || outOfPatience) {
            phase.set(Phase.ENDED);
            end(again && refusal != null ? tooLate() : submission);
            return;
        }
        if (!standsAtTheDoor()) {
            return;
        }
        phase.set(Phase.WAITING);
        access.timer().schedule(access.backoff().delay(tries), this::enter);
        String stopped = stopped();
        if (stopped != null) {
            // it came in the middle of the POST, and nobody may ring the alarm any more
            endUnlessPosting(nothing(stopped));
        }
    }

    /**
     * @return false if that was the end of it
     */
    private boolean standsAtTheDoor() {
        try {
            if (doubt == null) {
                guard.refusedForNow();
            } else {
                guard.inDoubtForNow();
            }
            return true;
        } catch (Throwable e) {
            phase.set(Phase.ENDED);
            end(new Submission.Withheld(e));
            return false;
        }
    }

    private boolean isRetryable(Submission submission) {
        return submission instanceof Submission.Refused refused && refused.error().retryable()
               || submission instanceof Submission.Unknown && (keyed || unknownAgain && doubts < MOST_DOUBTS);
    }

    /**
     * Why nothing may be posted any more, or null.
     */
    private String stopped() {
        return withdrawn == null && access.isStopped() ? STOPPING : withdrawn;
    }

    private Submission tooLate() {
        GatewayError last = refusal;
        return last == null
                ? nothing("its turn did not come within " + patienceText())
                : new Submission.Refused(last.withMessage(last.message() + "; tried " + tries + " times within "
                                                          + patienceText()));
    }

    private String patienceText() {
        return (job.isBegunBefore() ? "what was left of its submitTimeout, " : "submitTimeout=") + WaitState.seconds(submitTimeout);
    }

    private static Submission nothing(String reason) {
        return new Submission.Refused(GatewayError.noAnswer("nothing was submitted: " + reason, true));
    }

    private Submission post() {
        try {
            if (!guard.mayPost()) {
                return SAID_NO;
            }
        } catch (Throwable e) {
            return new Submission.Withheld(e);
        }
        String stopped = stopped();
        if (stopped != null) {
            return nothing(stopped);
        }
        try {
            return access.post(job);
        } catch (Throwable e) {
            return new Submission.Unknown(GatewayError.noAnswer("internal error while the job was posted: " + e, false));
        }
    }

    @Override
    public void dropped() {
        endUnlessPosting(nothing(STOPPING));
    }

    /**
     * What is just being posted ends as it ends, and is not tried again.
     */
    void withdraw(String reason) {
        withdrawn = reason;
        endUnlessPosting(nothing(reason));
    }

    private void endUnlessPosting(Submission submission) {
        if (phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
            end(submission);
        }
    }

    private void end(Submission submission) {
        patience.cancel();
        access.underWay().remove(this);
        boolean known = doubt == null || submission instanceof Submission.Accepted || submission == SAID_NO;
        Submission outcome = known ? submission : stillInDoubt(submission);
        if (outcome != SAID_NO) {
            access.events().submitted(outcome);
        }
        then.accept(outcome);
    }

    /**
     * What a later try was told says nothing of the one that is in doubt, but a person will want to know it. Where this side
     * broke it off, somebody else may go on under the key.
     */
    private Submission.Unknown stillInDoubt(Submission last) {
        if (!keyed) {
            return doubt;
        }
        GatewayError error = last instanceof Submission.Refused refused
                ? doubt.error().withMessage(doubt.error().message() + "; " + postedAgain() + refused.error().describe())
                : doubt.error();
        boolean refusedForGood = last instanceof Submission.Refused refused && !refused.error().retryable();
        return new Submission.Unknown(error, doubt.taskId(), !outOfPatience && !refusedForGood);
    }

    private String postedAgain() {
        int inAll = tries + (job.isBegunBefore() ? 1 : 0);
        return inAll > 1 ? "posted again under its key, " + inAll + " times in all: " : "";
    }
}
