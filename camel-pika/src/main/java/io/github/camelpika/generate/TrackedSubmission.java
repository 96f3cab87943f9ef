package io.github.camelpika.generate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.CallbackSignature;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.InlineTask;
import io.github.camelpika.track.BudgetSpentException;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.CostEntry;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.RepeatableCall;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission as others know it: the tracker, if it is for a queue or has a key, is told before the POST that there
 * will be one, and after it what became of it; and callbacks are told its id. The tracker may block.
 */
final class TrackedSubmission {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedSubmission.class);

    private final ComponentServices services;
    private final GatewayAccount account;
    private final PikaConfiguration options;
    private final String id;
    private final Claim claim;
    private final SubmittedMessage submitted;
    private final JobCost cost;
    private final UntrackedCost untracked;
    private final boolean transacted;
    private final JobKind kind;
    private final KeyScrub scrub;
    private final String prompt;
    private volatile TrackedTask intent;
    private RepeatableCall repeat;
    private TrackedTask tookOver;
    private int intents;
    /** What is held back for the next POST of a job in doubt; null where none is, or a POST that is in doubt has it. */
    private volatile String heldBack;

    private TrackedSubmission(ComponentServices services, GatewayAccount account, PikaConfiguration options, String id,
                              Claim claim, SubmittedMessage submitted, GenerateRequest request, JobCost cost,
                              boolean transacted) {
        this.services = services;
        this.account = account;
        this.options = options;
        this.id = id;
        this.claim = claim;
        this.submitted = submitted;
        this.cost = cost;
        this.untracked = submitted == null ? new UntrackedCost(cost, id, isSameJobAgain()) : null;
        this.transacted = transacted;
        this.kind = JobKind.of(request);
        this.scrub = account.scrub();
        this.prompt = JobLabel.firstWords(scrub.scrub(request.prompt()));
    }

    /**
     * @param submitted what the queue keeps; null if there is none
     * @param key        null if there is none
     * @param transacted whether its exchange is
     */
    static TrackedSubmission of(ComponentServices services, GatewayAccount account, PikaConfiguration options,
                                SubmittedMessage submitted, String key, GenerateRequest request, JobCost cost,
                                boolean transacted) {
        String owner = UUID.randomUUID().toString();
        return key == null
                ? new TrackedSubmission(services, account, options, owner, Claim.of(owner), submitted, request, cost, transacted)
                : new TrackedSubmission(services, account, options, Claim.idOf(key),
                        new Claim(owner, key, Fingerprint.of(request)), submitted == null ? SubmittedMessage.NOTHING : submitted,
                        request, cost, transacted);
    }

    /**
     * By which others know the submission.
     */
    String id() {
        return id;
    }

    /**
     * What a log line says of it.
     *
     * @param routeId or null
     */
    JobLabel label(String routeId) {
        return new JobLabel(routeId, options.getQueue(), scrub.scrub(claim.key()), prompt);
    }

    String key() {
        return claim.key();
    }

    JobCost cost() {
        return cost;
    }

    /**
     * The queue that it is for, or null.
     */
    String queue() {
        return options.getQueue();
    }

    /**
     * Whether the tracker knows of it.
     */
    boolean isKept() {
        return submitted != null;
    }

    boolean isOwn(TrackedTask there) {
        return there.claim().owner().startsWith(claim.owner());
    }

    /**
     * The request as it goes to the gateway, under a key of its own.
     */
    Job job(GenerateRequest request) {
        Job job = new Job(withCallback(request), UUID.randomUUID().toString(), options.getQueueTimeout()).at(account.gateway());
        repeat = job.call() == null ? null : new RepeatableCall(job.call(), options.getSubmitTimeout());
        return job;
    }

    /**
     * The request with the address of a webhook, signed for this submission, if the gateway takes one, there is one, and
     * nobody gave another.
     */
    private GenerateRequest withCallback(GenerateRequest request) {
        if (request.callbackUrl() != null || !account.gateway().dialect().takesCallbacks()) {
            return request;
        }
        return services.webhooks().urlFor(options.getQueue())
                .map(url -> request.withCallbackUrl(url + "?" + CallbackSignature.SUBMISSION + "=" + id + "&"
                                                    + CallbackSignature.SIGNATURE + "="
                                                    + CallbackSignature.of(options).sign(id)))
                .orElse(request);
    }

    /**
     * What the tracker has under this submission's id.
     *
     * @throws PikaInvalidRequestException if its key was used for a different request
     */
    Optional<TrackedTask> lookUp() {
        Optional<TrackedTask> there;
        try {
            there = tracker().lookUp(id);
        } catch (RuntimeException e) {
            throw trackerFailed("can't tell whether the job was submitted before", e);
        }
        if (there.isPresent() && claim.hasKey() && !claim.fingerprint().equals(there.get().claim().fingerprint())) {
            throw new PikaInvalidRequestException(List.of("the idempotentKey '" + Texts.clean(claim.key())
                                                          + "' was used for a different request: a key always goes"
                                                          + " with the same prompt and options"));
        }
        return there;
    }

    /**
     * To be called before each POST.
     *
     * @param  takeOver the submission that is posted again although its fate is unknown; null for a new one
     * @return          false if the tracker has the submission already
     */
    boolean mayPost(TrackedTask takeOver) {
        cost.checkPrice();
        if (!isKept()) {
            untracked.aboutToPost();
            return true;
        }
        boolean inDoubt = intent != null;
        if (!inDoubt) {
            tookOver = takeOver;
            intent = nextIntent();
        }
        boolean mine = inDoubt || takeOver != null ? mayPostOnceMore(inDoubt) : mayPostFirst();
        if (!mine) {
            intent = null;
        }
        return mine;
    }

    private boolean mayPostFirst() {
        try {
            CostEntry entry = cost.entry(intent.claim().owner(), id);
            return tracker().intend(intent, cost.reservation(entry)).isEmpty();
        } catch (BudgetSpentException e) {
            intent = null;
            // nothing more is spent where the key has its task already
            if (claim.hasKey() && lookUp().isPresent()) {
                return false;
            }
            throw cost.costs().refusal(e);
        } catch (PikaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw trackerFailed("could not record that the job is about to be posted", e);
        }
    }

    /**
     * The POST before is in doubt, and may be paid for as well as this one, unless the gateway knows the job again.
     */
    private boolean mayPostOnceMore(boolean inDoubt) {
        boolean paidAnew = !inDoubt || !isSameJobAgain();
        try {
            if (paidAnew && heldBack == null) {
                heldBack = inDoubt ? nextOwner() : intent.claim().owner();
                cost.reserve(cost.entry(heldBack, id));
            }
            boolean mine = inDoubt ? tracker().renew(intent) : tracker().resubmit(intent);
            if (!mine) {
                giveBack();
            }
            return mine;
        } catch (PikaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw trackerFailed("could not record that the job is about to be posted", e);
        }
    }

    private void giveBack() {
        String reservation = heldBack;
        heldBack = null;
        if (reservation != null) {
            cost.costs().ledger().release(reservation);
        }
    }

    /**
     * What came of one POST. What was held back for one that was refused is held for the next.
     */
    void tried(Submission submission) {
        if (submission instanceof Submission.Unknown) {
            heldBack = null;
            if (untracked != null) {
                untracked.isInDoubt();
            }
        }
    }

    private boolean isSameJobAgain() {
        return account.gateway().dialect().takesIdempotencyKey();
    }

    /**
     * Of another owner each time: that an earlier one was refused may be written down late, and says nothing of this one.
     */
    private TrackedTask nextIntent() {
        Claim ofThis = new Claim(nextOwner(), claim.key(), claim.fingerprint());
        return TrackedTask.intent(id, ofThis, options.getQueue(), account.origin(), submitted).of(kind)
                .asking(prompt).repeatable(repeat);
    }

    private String nextOwner() {
        return claim.owner() + "/" + ++intents;
    }

    /**
     * Takes over what somebody has begun to submit with this key, and is gone.
     *
     * @return how it may be posted once more, if it is in these hands now
     */
    Optional<RepeatableCall> takeOver(TrackedTask there) {
        if (there.repeat() == null || !account.fits(there.origin())) {
            return Optional.empty();
        }
        Optional<TrackedTask> mine;
        try {
            mine = tracker().takeOver(id, nextOwner());
        } catch (RuntimeException e) {
            throw trackerFailed("can't tell whether the job is still in somebody's hands", e);
        }
        mine.ifPresent(taken -> intent = taken);
        return mine.map(TrackedTask::repeat);
    }

    /**
     * While the job stands at the door, it has no intent that could get too old. Only one that was taken over keeps it, as
     * the POST of its owner before is still in doubt.
     *
     * @return whether there still is one
     */
    boolean refusedForNow() {
        if (untracked != null) {
            untracked.refused();
        }
        // one that the tracker can't be told of is renewed with the next try
        if (intent != null && tookOver == null && notPosted()) {
            intent = null;
        }
        return intent != null;
    }

    /**
     * Keeps the intent of a job that is in doubt and stands at the door from getting too old.
     *
     * @return false if there is none any more
     */
    boolean renew() {
        TrackedTask mine = intent;
        try {
            return mine != null && tracker().renew(mine);
        } catch (RuntimeException e) {
            LOG.debug("Submission {} could not be renewed now", id, e);
            return true;
        }
    }

    /**
     * Tells the tracker what became of the POST.
     */
    void afterwards(Submission submission) {
        if (untracked != null) {
            untracked.afterwards(account.gateway().name(), submission);
        }
        if (submission instanceof Submission.Accepted) {
            // the ledger is told of it by the tracker
            heldBack = null;
        } else {
            giveBack();
        }
        if (intent == null) {
            return;
        }
        if (submission instanceof Submission.Accepted accepted) {
            tracker().accepted(id, accepted.taskId());
            services.unconsumed().submittedTo(options.getQueue());
        } else if (submission instanceof Submission.Unknown unknown) {
            inDoubt(unknown);
        } else if (tookOver != null) {
            // that this try came to nothing says nothing of the one before
            tracker().unknown(intent, tookOver.task().error(), null);
        } else {
            notPosted();
        }
    }

    private void inDoubt(Submission.Unknown unknown) {
        if (unknown.leftOpen()) {
            tracker().leftInDoubt(intent, unknown.describe(), unknown.taskId());
        } else {
            tracker().unknown(intent, unknown.describe(), unknown.taskId());
        }
    }

    /**
     * An intent that stays behind is taken for unknown some minutes later, which is cautious and not wrong.
     */
    private boolean notPosted() {
        try {
            tracker().refused(intent);
            return true;
        } catch (Throwable e) {
            LOG.warn("The task tracker could not record that submission {} was not accepted: {}", id, e.toString());
            return false;
        }
    }

    /**
     * The task as one whose end its own exchange has to tell.
     */
    InlineTask inline(String taskId) {
        return new InlineTask(tracker(), id, taskId);
    }

    private PikaException trackerFailed(String what, RuntimeException e) {
        return new PikaException("Nothing was submitted, because the task tracker " + what + ": " + Texts.clean(e.toString())
                                 + (transacted ? ". The exchange is transacted and holds a connection. If the tracker takes its own from the same"
                                         + " pool, that needs more connections than there are exchanges in flight" : ""), null, e);
    }

    private TaskTracker tracker() {
        return services.tracker();
    }
}
