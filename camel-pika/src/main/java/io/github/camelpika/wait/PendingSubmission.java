package io.github.camelpika.wait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.Moment;
import io.github.camelpika.time.Timer;

/**
 * One job on its way to the gateway, over as many tries as it takes and is safe: it waits in the anteroom, is made ready
 * there, and is posted when its turn comes.
 */
final class PendingSubmission {

    /** Each may be paid for, so patience with them ends early. */
    private static final int MOST_DOUBTS = 5;

    private static final String STOPPING = "the context is stopping";
    private static final Submission SAID_NO = new Submission.Withheld(null);

    private static final Submission.Unknown BEGUN_BEFORE = new Submission.Unknown(GatewayError.noAnswer(
            "whoever was about to post the job never told what became of it; the process may have died in the middle of the POST",
            false));

    /** What was written down is good for a POST that begins within this time: others wait longer for its end. */
    private static final Duration FRESH = Duration.ofSeconds(50);

    private enum Phase {
        /** Stands in the anteroom, or pauses between two tries. */
        WAITING,
        /** Its guard or the gateway is asked, and whoever asks goes on with it. */
        BUSY,
        /** May be posted as soon as it is its turn. */
        READY,
        ENDED
    }

    enum Prepared { READY, NO_PLACE, ENDED }

    private final GatewayAccess access;
    private final Job job;
    private final boolean unknownAgain;
    private final boolean keyed;
    private final Duration submitTimeout;
    private final PostGuard guard;
    private final Consumer<Submission> then;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile Turn turn;
    private volatile Moment prepared;
    private volatile Timer.Alarm tooOld = () -> { };
    private volatile long since;
    private Timer.Alarm patience;
    private volatile boolean outOfPatience;
    private volatile boolean crowdedOut;
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
            endUnlessBusy(tooLate());
        });
        access.underWay().add(this);
        enter();
    }

    private void enter() {
        since = access.timer().nanos();
        access.anteroom().enter(this);
    }

    Object group() {
        return guard.group();
    }

    boolean mayBlock() {
        return guard.mayBlock();
    }

    /**
     * Since when it stands at the door.
     */
    long since() {
        return since;
    }

    Turn turn() {
        return turn;
    }

    boolean isWaiting() {
        return phase.get() == Phase.WAITING;
    }

    /**
     * Whether it is neither asked after just now nor over.
     */
    boolean standsAtTheDoor() {
        return phase.get() == Phase.WAITING || phase.get() == Phase.READY;
    }

    /**
     * Does what must be done before it is posted. May block.
     */
    Prepared prepare() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.BUSY)) {
            return Prepared.ENDED;
        }
        Submission end;
        try {
            crowdedOut = !guard.hasPlace();
            if (crowdedOut) {
                return waitsOn() ? Prepared.NO_PLACE : Prepared.ENDED;
            }
            end = guard.mayPost() ? null : SAID_NO;
        } catch (Throwable e) {
            end = new Submission.Withheld(e);
        }
        end = end == null ? overtaken() : end;
        if (end != null) {
            phase.set(Phase.ENDED);
            end(end);
            return Prepared.ENDED;
        }
        prepared = Moment.of(access.timer());
        turn = new Turn();
        tooOld = mayBlock() ? access.timer().schedule(FRESH, this::standBack) : tooOld;
        phase.set(Phase.READY);
        return Prepared.READY;
    }

    /**
     * What it ends with because of what came while it was busy, or null.
     */
    private Submission overtaken() {
        String stopped = stopped();
        return stopped != null ? nothing(stopped) : outOfPatience ? tooLate() : null;
    }

    /**
     * @return false if that was the end of it
     */
    private boolean waitsOn() {
        phase.set(Phase.WAITING);
        // whatever came meanwhile found it busy, and comes no more
        Submission end = overtaken();
        return end == null || !endUnlessBusy(end);
    }

    /**
     * Its turn does not come soon.
     */
    void standBack() {
        if (phase.compareAndSet(Phase.READY, Phase.BUSY)) {
            left();
            access.anteroom().withTime(this, () -> backAtTheDoor(() -> access.anteroom().enterAgain(this)));
        }
    }

    /**
     * One turn at the door.
     */
    private final class Turn implements Throttle.Call {

        @Override
        public boolean isWanted() {
            return turn == this && phase.get() == Phase.READY;
        }

        @Override
        public Object group() {
            return guard.group();
        }

        @Override
        public void run() {
            if (!isWanted()) {
                return;
            }
            // the alarm doesn't ring while the machine sleeps
            if (mayBlock() && prepared.atMost(access.timer()).compareTo(FRESH) > 0) {
                standBack();
            } else if (phase.compareAndSet(Phase.READY, Phase.BUSY)) {
                left();
                post();
            }
        }

        @Override
        public void dropped() {
            PendingSubmission.this.dropped();
        }
    }

    private void left() {
        tooOld.cancel();
        access.anteroom().left(this);
    }

    private void post() {
        tries++;
        Submission submission = posted();
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
        access.anteroom().withTime(this, () -> backAtTheDoor(
                () -> access.timer().schedule(access.backoff().delay(tries), this::enter)));
    }

    private void backAtTheDoor(Runnable then) {
        try {
            if (doubt == null) {
                guard.refusedForNow();
            } else {
                guard.inDoubtForNow();
            }
        } catch (Throwable e) {
            phase.set(Phase.ENDED);
            end(new Submission.Withheld(e));
            return;
        }
        if (waitsOn()) {
            then.run();
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
                ? nothing((crowdedOut ? "as many tasks as may be were in flight all the time: no place for one more was free within "
                                      : "its turn did not come within ") + patienceText())
                : new Submission.Refused(last.withMessage(last.message() + "; tried " + tries + " times within "
                                                          + patienceText()));
    }

    private String patienceText() {
        return (job.isBegunBefore() ? "what was left of its submitTimeout, " : "submitTimeout=") + WaitState.seconds(submitTimeout);
    }

    private static Submission nothing(String reason) {
        return new Submission.Refused(GatewayError.noAnswer("nothing was submitted: " + reason, true));
    }

    private Submission posted() {
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

    void dropped() {
        endUnlessBusy(nothing(STOPPING));
    }

    /**
     * What is just being posted ends as it ends, and is not tried again.
     */
    void withdraw(String reason) {
        withdrawn = reason;
        endUnlessBusy(nothing(reason));
    }

    /**
     * @return whether it has ended by that
     */
    private boolean endUnlessBusy(Submission submission) {
        boolean wasReady = phase.compareAndSet(Phase.READY, Phase.ENDED);
        if (!wasReady && !phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
            return false;
        }
        if (wasReady) {
            left();
        }
        end(submission);
        return true;
    }

    private void end(Submission submission) {
        patience.cancel();
        access.underWay().remove(this);
        boolean known = doubt == null || submission instanceof Submission.Accepted || submission == SAID_NO;
        Submission outcome = known ? submission : stillInDoubt(submission);
        access.anteroom().ended(this);
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
