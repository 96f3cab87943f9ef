package io.github.camelpika.generate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.runtime.Budget;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.Pauses;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PostGuard;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one exchange to its task: by a POST, or to the one that its key has already. Where somebody else is just
 * posting the same, it looks again until that is decided, without a thread, and off the timer's, as the tracker may block.
 */
final class ExchangeSubmission extends PendingExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSubmission.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /** In good time before others hold an intent for given up. */
    private static final Duration RENEWED_EACH = TaskTracker.INTENT_LIVES.dividedBy(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ComponentRuntime engine;
    private final GatewayAccess access;
    private final GenerateRequest request;
    private final boolean resubmit;
    private final Duration submitTimeout;
    private final Optional<Budget> budget;
    private final TrackedSubmission tracked;
    private final SubmissionOutcome outcome;
    private final PicturePlacing picture;
    private final Set<ExchangeSubmission> underWay;
    private Duration nextPause = FIRST_PAUSE;
    private volatile Consumer<String> withdraw = reason -> { };
    private volatile Pauses.Pause pause;
    private volatile String takenBack;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile boolean told;

    /**
     * @param resubmit      whether a job whose fate is unknown is posted again
     * @param submitTimeout how long a job that is provably not accepted is tried again
     * @param budget        asked before each POST
     * @param picture       to be placed before the job is posted; null for none
     * @param underWay      has this submission in it until its exchange goes on
     */
    ExchangeSubmission(ComponentRuntime engine, GatewayAccess access, GenerateRequest request, boolean resubmit,
                     Duration submitTimeout, Optional<Budget> budget, TrackedSubmission tracked, SubmissionOutcome outcome, PicturePlacing picture,
                     Exchange exchange, AsyncCallback callback, Set<ExchangeSubmission> underWay) {
        super(engine.exchanges(), exchange, callback);
        this.engine = engine;
        this.access = access;
        this.request = request;
        this.resubmit = resubmit;
        this.submitTimeout = submitTimeout;
        this.budget = budget;
        this.tracked = tracked;
        this.outcome = outcome;
        this.picture = picture;
        this.underWay = underWay;
    }

    /**
     * @return what the processor's method returns
     */
    boolean begin() {
        return begin(() -> {
            String reason = takenBack;
            if (reason != null) {
                fail(new PikaException("Nothing was submitted: " + reason, null));
            } else if (tracked.key() == null) {
                post(null);
            } else {
                look();
            }
            return () -> takeBack("its thread was interrupted");
        });
    }

    @Override
    protected void settled() {
        underWay.remove(this);
    }

    @Override
    protected void fail(Throwable e) {
        complete(() -> outcome.notSubmitted(e));
    }

    /**
     * Posts nothing any more, unless it is just being posted.
     */
    void takeBack(String reason) {
        takenBack = reason;
        withdraw.accept(reason);
        Pauses.Pause current = pause;
        if (current != null) {
            current.end();
        }
    }

    /**
     * @param takeOver a submission whose fate is unknown, and that is posted again by the user's choice; else null
     */
    private void post(TrackedTask takeOver) {
        if (picture == null) {
            post(tracked.job(request), submitTimeout, takeOver);
            return;
        }
        withdraw = reason -> fail(new PikaException("Nothing was submitted: " + reason, null));
        if (takenBack != null) {
            withdraw.accept(takenBack);
            return;
        }
        picture.place(request, placed -> step(() -> post(tracked.job(placed), submitTimeout, takeOver)), this::fail);
    }

    private void post(Job job, Duration patience, TrackedTask takeOver) {
        PostGuard guard = new PostGuard() {
            @Override
            public Object group() {
                return tracked.queue() == null ? PostGuard.super.group() : tracked.queue();
            }

            @Override
            public boolean mayPost() {
                return ExchangeSubmission.this.mayPost(takeOver);
            }

            @Override
            public void refusedForNow() {
                waitsAtTheDoor();
                if (tracked.refusedForNow()) {
                    renewLater();
                }
            }

            @Override
            public void inDoubtForNow() {
                waitsAtTheDoor();
                renewLater();
            }
        };
        Consumer<String> withdrawing = access.submit(job, resubmit, patience, guard,
                submission -> step(() -> posted(submission)));
        withdraw = withdrawing;
        if (takenBack != null) {
            withdrawing.accept(takenBack);
        }
    }

    private boolean mayPost(TrackedTask takeOver) {
        if (isSettled()) {
            throw new PikaException("Nothing was submitted: its exchange has already moved on", null);
        }
        budget.ifPresent(Budget::check);
        boolean may = tracked.mayPost(takeOver);
        if (may) {
            outcome.aboutToPost();
        }
        return may;
    }

    private void waitsAtTheDoor() {
        if (waitsInPlace() && !told) {
            told = true;
            LOG.warn("{} is not taking jobs at the moment, and this exchange is transacted: it blocks its thread,"
                    + " with the transaction open, for up to submitTimeout={}", access.gateway().title(), submitTimeout);
        }
    }

    private void posted(Submission submission) {
        boolean somebodyElse = submission instanceof Submission.Withheld withheld && withheld.failure() == null;
        if (somebodyElse) {
            handOver(this::look);
            return;
        }
        try {
            outcome.log(submission);
        } finally {
            tell(submission);
        }
    }

    private void tell(Submission submission) {
        if (submission instanceof Submission.Accepted) {
            // comes on a worker, and is written down at once; the rest may come on the timer's thread
            completeHere(() -> outcome.submitted(submission));
        } else {
            complete(() -> outcome.submitted(submission));
        }
    }

    /**
     * Each minute, until the exchange has gone on or the intent is somebody else's.
     */
    private void renewLater() {
        if (renewing.compareAndSet(false, true)) {
            engine.pauses().start(RENEWED_EACH, () -> handOver(this::renew));
        }
    }

    private void renew() {
        renewing.set(false);
        if (!isSettled() && !engine.pauses().areStopped() && tracked.renew()) {
            renewLater();
        }
    }

    private void look() {
        String reason = takenBack;
        if (reason != null || engine.pauses().areStopped()) {
            throw new PikaException("Nothing was submitted: the wait for another submission with the idempotentKey"
                    + " was cancelled, because " + (reason == null ? "the context is stopping" : reason), null);
        }
        Optional<TrackedTask> there = tracked.lookUp();
        if (there.isEmpty()) {
            post(null);
        } else {
            meet(there.get());
        }
    }

    private void meet(TrackedTask there) {
        if (there.phase() == Phase.INTENT) {
            tracked.takeOver(there).ifPresentOrElse(
                    repeat -> post(Job.begunBefore(repeat.call()), repeat.patience(), null), this::pause);
        } else if (there.isFateUnknown() && resubmit) {
            post(there);
        } else {
            complete(() -> outcome.reattached(there));
        }
    }

    private void pause() {
        Duration duration = nextPause;
        nextPause = duration.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? duration.multipliedBy(2) : LONGEST_PAUSE;
        Pauses.Pause started = engine.pauses().start(duration, () -> handOver(this::look));
        pause = started;
        if (takenBack != null) {
            started.end();
        }
    }
}
