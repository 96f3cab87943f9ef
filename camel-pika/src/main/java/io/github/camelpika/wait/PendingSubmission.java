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

    private static final String STOPPING = "the context is stopping";
    private static final Submission SAID_NO = new Submission.Withheld(null);

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
    private final Tries tries;
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
    private volatile String withdrawn;

    PendingSubmission(GatewayAccess access, Job job, boolean unknownAgain, Duration submitTimeout,
               PostGuard guard, Consumer<Submission> then) {
        this.access = access;
        this.job = job;
        this.tries = new Tries(access.gateway().dialect().takesIdempotencyKey(), unknownAgain, job.isBegunBefore(), submitTimeout);
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
        return stopped != null ? Tries.nothing(stopped) : outOfPatience ? tooLate() : null;
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
        Submission submission = posted();
        guard.tried(submission);
        boolean again = tries.another(submission);
        if (!again || outOfPatience) {
            phase.set(Phase.ENDED);
            end(again && tries.isRefused() ? tooLate() : submission);
            return;
        }
        access.anteroom().withTime(this, () -> backAtTheDoor(
                () -> access.timer().schedule(access.backoff().delay(tries.count()), this::enter)));
    }

    private void backAtTheDoor(Runnable then) {
        try {
            if (!tries.areInDoubt()) {
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

    /**
     * Why nothing may be posted any more, or null.
     */
    private String stopped() {
        return withdrawn == null && access.isStopped() ? STOPPING : withdrawn;
    }

    private Submission tooLate() {
        return tries.tooLate(crowdedOut ? "as many tasks as may be were in flight all the time: no place for one more was free within "
                : "its turn did not come within ");
    }

    private Submission posted() {
        String stopped = stopped();
        if (stopped != null) {
            return Tries.nothing(stopped);
        }
        try {
            return access.post(job);
        } catch (Throwable e) {
            return new Submission.Unknown(GatewayError.noAnswer("internal error while the job was posted: " + e, false));
        }
    }

    void dropped() {
        endUnlessBusy(Tries.nothing(STOPPING));
    }

    /**
     * What is just being posted ends as it ends, and is not tried again.
     */
    void withdraw(String reason) {
        withdrawn = reason;
        endUnlessBusy(Tries.nothing(reason));
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
        Submission outcome = submission == SAID_NO ? submission : tries.outcome(submission, outOfPatience);
        try {
            access.anteroom().ended(this);
            if (outcome != SAID_NO) {
                access.events().submitted(outcome);
            }
        } finally {
            then.accept(outcome);
        }
    }
}
