package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GatewayError;

/**
 * What the POSTs of one job have come to so far, whether one more is safe, and what that makes in the end. In the hands of
 * whoever has the job.
 */
final class Tries {

    /** Each may be paid for, so patience with them ends early. */
    private static final int MOST_DOUBTS = 5;

    private static final Submission.Unknown BEGUN_BEFORE = new Submission.Unknown(GatewayError.noAnswer(
            "whoever was about to post the job never told what became of it; the process may have died in the middle of the POST",
            false));

    private final boolean keyed;
    private final boolean unknownAgain;
    private final boolean begunBefore;
    private final Duration submitTimeout;
    /** A try whose fate is not known, which no later one makes known. */
    private volatile Submission.Unknown doubt;
    /** What the gateway said the last time, if it provably has not accepted the job. */
    private volatile GatewayError refusal;
    private volatile int tries;
    private volatile int doubts;

    /**
     * @param keyed        whether the gateway knows the job again by its key
     * @param unknownAgain whether a POST whose fate is not known is followed by another one all the same
     * @param begunBefore  whether somebody else has perhaps posted it
     */
    Tries(boolean keyed, boolean unknownAgain, boolean begunBefore, Duration submitTimeout) {
        this.keyed = keyed;
        this.unknownAgain = unknownAgain;
        this.begunBefore = begunBefore;
        this.submitTimeout = submitTimeout;
        this.doubt = begunBefore ? BEGUN_BEFORE : null;
    }

    int count() {
        return tries;
    }

    boolean areInDoubt() {
        return doubt != null;
    }

    boolean isRefused() {
        return refusal != null;
    }

    /**
     * Notes what came of a try.
     *
     * @return whether there may be another one
     */
    boolean another(Submission submission) {
        tries = tries + 1;
        if (submission instanceof Submission.Unknown unknown) {
            doubt = unknown;
            doubts = doubts + 1;
            return keyed || unknownAgain && doubts < MOST_DOUBTS;
        }
        boolean again = submission instanceof Submission.Refused refused && refused.error().retryable();
        if (again) {
            refusal = ((Submission.Refused) submission).error();
        }
        return again;
    }

    static Submission nothing(String reason) {
        return new Submission.Refused(GatewayError.noAnswer("nothing was submitted: " + reason, true));
    }

    /**
     * The end of a job that was tried for long enough.
     *
     * @param reason why it was never posted, if it wasn't
     */
    Submission tooLate(String reason) {
        GatewayError last = refusal;
        return last == null
                ? nothing(reason + patienceText())
                : new Submission.Refused(last.withMessage(last.message() + "; tried " + tries + " times within " + patienceText()));
    }

    private String patienceText() {
        return (begunBefore ? "what was left of its submitTimeout, " : "submitTimeout=") + WaitState.seconds(submitTimeout);
    }

    /**
     * What all tries come to.
     *
     * @param last what the last one came to, or what has ended them
     */
    Submission outcome(Submission last, boolean outOfPatience) {
        return doubt == null || last instanceof Submission.Accepted ? last : stillInDoubt(last, outOfPatience);
    }

    /**
     * What a later try was told says nothing of the one that is in doubt, but a person will want to know it. Where this side
     * broke it off, somebody else may go on under the key.
     */
    private Submission.Unknown stillInDoubt(Submission last, boolean outOfPatience) {
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
        int inAll = tries + (begunBefore ? 1 : 0);
        return inAll > 1 ? "posted again under its key, " + inAll + " times in all: " : "";
    }
}
