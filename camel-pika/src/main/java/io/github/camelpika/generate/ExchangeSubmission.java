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
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.Pauses;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PlaceInFlight;
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
    private final TrackedSubmission tracked;
    private final PlaceInFlight place;
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
     * @param place         its place among the tasks in flight
     * @param picture       to be placed before the job is posted; null for none
     * @param underWay      has this submission in it until its exchange goes on
     */
    ExchangeSubmission(ComponentRuntime engine, GatewayAccess access, GenerateRequest request, boolean resubmit,
                     Duration submitTimeout, TrackedSubmission tracked, PlaceInFlight place, SubmissionOutcome outcome,
                     PicturePlacing picture,
                     Exchange exchange, AsyncCallback callback, Set<ExchangeSubmission> underWay) {
        super(engine.exchanges(), exchange, callback);
        this.engine = engine;
        this.access = access;
        this.request = request;
        this.resubmit = resubmit;
        this.submitTimeout = submitTimeout;
        this.tracked = tracked;
        this.place = place;
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
                lookSoon();
            }
            return () -> takeBack("its thread was interrupted");
        });
    }

    @Override
    protected void settled() {
        underWay.remove(this);
        tracked.cost().leavesTheDoor();
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
            price(request, takeOver);
            return;
        }
        withdraw = reason -> fail(new PikaException("Nothing was submitted: " + reason, null));
        if (takenBack != null) {
            withdraw.accept(takenBack);
            return;
        }
        picture.place(request, placed -> step(() -> price(placed, takeOver)), this::fail);
    }

    /**
     * Asks for the price where a limit is set, and posts.
     */
    private void price(GenerateRequest whole, TrackedTask takeOver) {
        if (!tracked.cost().wantsQuote() || tracked.cost().quote() != null) {
            enter(whole, takeOver);
            return;
        }
        // a ledger in a database may be waited for, and not by who calls a gateway
        Runnable question = tracked.cost().quote(access, whole, () -> handOver(engine.storage(), () -> enter(whole, takeOver)), this::fail);
        withdraw = reason -> {
            question.run();
            fail(new PikaException("Nothing was submitted: " + reason, null));
        };
        if (takenBack != null) {
            withdraw.accept(takenBack);
        }
    }

    /**
     * One with a key may meet its task when its turn comes, and takes no money then.
     */
    private void enter(GenerateRequest whole, TrackedTask takeOver) {
        tracked.cost().comesToTheDoor(tracked.key() == null);
        if (isSettled()) {
            // taken back meanwhile, perhaps before there was a door to leave
            tracked.cost().leavesTheDoor();
            return;
        }
        post(tracked.job(whole), submitTimeout, takeOver);
    }

    private void post(Job job, Duration patience, TrackedTask takeOver) {
        PostGuard guard = new PostGuard() {
            @Override
            public boolean mayBlock() {
                return tracked.isKept() || tracked.cost().isLimited() || place.mayBlock();
            }

            @Override
            public boolean hasPlace() {
                try {
                    return place.take(takeOver != null || job.isBegunBefore());
                } catch (RuntimeException e) {
                    throw new PikaException("Nothing was submitted, because it is not known how many tasks of maxTasksInFlight"
                                            + " are in flight: " + Texts.clean(e.toString()), null, e);
                }
            }

            @Override
            public Object group() {
                return tracked.queue() == null ? PostGuard.super.group() : tracked.queue();
            }

            @Override
            public boolean mayPost() {
                return ExchangeSubmission.this.mayPost(takeOver);
            }

            @Override
            public void tried(Submission submission) {
                tracked.tried(submission);
            }

            @Override
            public void refusedForNow() {
                place.free();
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
        // before it reserves: it would else count twice for a moment, and keep another one out
        tracked.cost().leavesTheDoor();
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
            place.free();
            lookSoon();
            return;
        }
        try {
            outcome.log(submission);
        } finally {
            tell(submission);
        }
    }

    private void tell(Submission submission) {
        Runnable told = () -> {
            try {
                place.afterwards(submission);
            } finally {
                outcome.submitted(submission);
            }
        };
        if (tracked.isKept() || place.mayBlock()) {
            completeOn(engine.storage(), told);
        } else {
            complete(told);
        }
    }

    /**
     * Each minute, until the exchange has gone on or the intent is somebody else's.
     */
    private void renewLater() {
        if (renewing.compareAndSet(false, true)) {
            engine.pauses().start(RENEWED_EACH, () -> {
                renewing.set(false);
                // that it can't be renewed just now is no end of what it was written for
                beside(engine.storage(), this::renew, this::renewAgain);
            });
        }
    }

    private void renew() {
        if (!isSettled() && tracked.renew()) {
            renewAgain();
        }
    }

    private void renewAgain() {
        if (!isSettled() && !engine.pauses().areStopped()) {
            renewLater();
        }
    }

    private void lookSoon() {
        handOver(engine.storage(), this::look);
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
        Pauses.Pause started = engine.pauses().start(duration, this::lookSoon);
        pause = started;
        if (takenBack != null) {
            started.end();
        }
    }
}
