package io.github.camelpika;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.GatewayAccess;

/**
 * The way of one exchange to its task: by a POST, or to the one that its key has already. Where somebody else is just
 * posting the same, it looks again until that is decided, without a thread, and off the timer's, as the tracker may block.
 */
final class SubmissionCourse {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final PikaEngine engine;
    private final GatewayAccess access;
    private final GenerateRequest request;
    private final boolean resubmit;
    private final Optional<Budget> budget;
    private final TrackedSubmission tracked;
    private final SubmissionOutcome outcome;
    private final ParkedExchange parked;
    private Duration nextPause = FIRST_PAUSE;
    private volatile Runnable withdraw = () -> { };
    private volatile Pauses.Pause pause;
    private volatile boolean takenBack;

    /**
     * @param resubmit whether a job whose fate is unknown is posted again
     * @param budget   asked before each POST
     */
    SubmissionCourse(PikaEngine engine, GatewayAccess access, GenerateRequest request, boolean resubmit,
                     Optional<Budget> budget, TrackedSubmission tracked, SubmissionOutcome outcome, ParkedExchange parked) {
        this.engine = engine;
        this.access = access;
        this.request = request;
        this.resubmit = resubmit;
        this.budget = budget;
        this.tracked = tracked;
        this.outcome = outcome;
        this.parked = parked;
    }

    /**
     * @return what the processor's method returns
     */
    boolean start() {
        if (tracked.key() == null) {
            post(null);
        } else {
            look();
        }
        return parked.park(this::takeBack);
    }

    private void takeBack() {
        takenBack = true;
        withdraw.run();
        Pauses.Pause current = pause;
        if (current != null) {
            current.end();
        }
    }

    /**
     * @param takeOver a submission whose fate is unknown, and that is posted again by the user's choice; else null
     */
    private void post(TrackedTask takeOver) {
        withdraw = access.submit(tracked.withCallback(request), resubmit, () -> mayPost(takeOver), this::posted);
    }

    private boolean mayPost(TrackedTask takeOver) {
        budget.ifPresent(Budget::check);
        boolean may = tracked.mayPost(takeOver);
        if (may) {
            outcome.aboutToPost();
        }
        return may;
    }

    private void posted(Submission submission) {
        boolean somebodyElse = submission instanceof Submission.Withheld withheld && withheld.failure() == null;
        if (somebodyElse) {
            engine.routes().execute(this::look);
            return;
        }
        outcome.log(submission);
        // an acceptance comes on a worker, and is written down at once; the rest may come on the timer's thread
        Executor where = submission instanceof Submission.Accepted ? Runnable::run : engine.routes();
        parked.goOn(where, () -> outcome.submitted(submission));
    }

    private void look() {
        try {
            if (takenBack || engine.pauses().areStopped()) {
                throw new PikaException("Nothing was submitted: the wait for another submission with the idempotentKey was"
                                        + " broken off, because " + (takenBack ? "its thread was interrupted"
                                                                               : "the context stops"), null);
            }
            Optional<TrackedTask> there = tracked.lookUp();
            if (there.isEmpty()) {
                post(null);
            } else {
                meet(there.get());
            }
        } catch (Throwable e) {
            parked.goOn(engine.routes(), () -> outcome.notSubmitted(PikaException.wrapRuntimeException(e)));
        }
    }

    private void meet(TrackedTask there) {
        if (there.phase() == Phase.INTENT) {
            if (tracked.age(there).compareTo(TaskTracker.INTENT_LIVES) >= 0) {
                tracked.giveUp(there);
            }
            pause();
        } else if (there.isFateUnknown() && resubmit) {
            post(there);
        } else {
            parked.goOn(engine.routes(), () -> outcome.reattached(there));
        }
    }

    private void pause() {
        Duration duration = nextPause;
        nextPause = duration.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? duration.multipliedBy(2) : LONGEST_PAUSE;
        Pauses.Pause started = engine.pauses().start(duration, this::look);
        pause = started;
        if (takenBack) {
            started.end();
        }
    }
}
