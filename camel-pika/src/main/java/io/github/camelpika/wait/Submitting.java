package io.github.camelpika.wait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.camelpika.gateway.GatewayError;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.time.Timer;

/**
 * One job on its way to the gateway, over as many tries as it takes and is safe.
 */
final class Submitting implements Throttle.Call {

    /** With the pauses between them up to half a minute; longer outages are for the route's error handler. */
    private static final int MOST_TRIES = 5;
    /** How long a job may stand at the door before its first POST, or between tries: no wait is endless. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Submission SAID_NO = new Submission.Withheld(null);

    private enum Phase { WAITING, POSTING, ENDED }

    private final GatewayAccess access;
    private final GenerateRequest request;
    private final boolean unknownAgain;
    private final PostGuard guard;
    private final Consumer<Submission> then;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private Timer.Alarm patience;
    private volatile boolean outOfPatience;
    /** A try whose fate is not known, which no later one makes known. */
    private volatile Submission.Unknown doubt;
    private int tries;

    Submitting(GatewayAccess access, GenerateRequest request, boolean unknownAgain, PostGuard guard,
               Consumer<Submission> then) {
        this.access = access;
        this.request = request;
        this.unknownAgain = unknownAgain;
        this.guard = guard;
        this.then = then;
    }

    void start() {
        patience = access.timer().schedule(PATIENCE, () -> {
            outOfPatience = true;
            endUnlessPosting("its turn did not come within " + PATIENCE.toMinutes() + " minutes");
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
    public void run() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.POSTING)) {
            return;
        }
        tries++;
        Submission submission = post();
        if (submission instanceof Submission.Unknown unknown) {
            doubt = unknown;
        }
        if (!isRetryable(submission) || tries == MOST_TRIES || outOfPatience) {
            phase.set(Phase.ENDED);
            end(submission);
            return;
        }
        if (doubt == null) {
            guard.refusedForNow();
        }
        phase.set(Phase.WAITING);
        access.timer().schedule(access.backoff().delay(tries), this::enter);
        if (access.isStopped()) {
            // the stop came in the middle of the POST, and nobody may ring the alarm any more
            dropped();
        }
    }

    private boolean isRetryable(Submission submission) {
        return submission instanceof Submission.Refused refused && refused.error().retryable()
               || submission instanceof Submission.Unknown && unknownAgain;
    }

    private Submission post() {
        try {
            if (!guard.mayPost()) {
                return SAID_NO;
            }
        } catch (Throwable e) {
            return new Submission.Withheld(e);
        }
        try {
            return access.post(request);
        } catch (Throwable e) {
            return new Submission.Unknown(GatewayError.noAnswer("internal error in the middle of it: " + e, false));
        }
    }

    @Override
    public void dropped() {
        endUnlessPosting("the context is stopping");
    }

    void withdraw() {
        endUnlessPosting("it was taken back");
    }

    private void endUnlessPosting(String reason) {
        if (phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
            end(new Submission.Refused(GatewayError.noAnswer("nothing was submitted: " + reason, true)));
        }
    }

    private void end(Submission submission) {
        patience.cancel();
        access.underWay().remove(this);
        boolean known = doubt == null || submission instanceof Submission.Accepted || submission == SAID_NO;
        Submission outcome = known ? submission : doubt;
        if (outcome != SAID_NO) {
            access.events().submitted(outcome);
        }
        then.accept(outcome);
    }
}
