package io.github.camelpika.generate;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.track.CostEntry;

/**
 * The cost of a submission that no tracker keeps an intent of. Where a budget limits it, it is held back before the POST; where
 * none does, it is noted behind it, and no database holds it up.
 */
final class UntrackedCost {

    private final JobCost cost;
    private final String submission;
    private final boolean sameJob;
    private CostEntry entry;
    /** Whether a POST that may be paid for has the entry. */
    private boolean inDoubt;
    private int entries;

    /**
     * @param sameJob whether a POST that is repeated in doubt is the same job to the gateway
     */
    UntrackedCost(JobCost cost, String submission, boolean sameJob) {
        this.cost = cost;
        this.submission = submission;
        this.sameJob = sameJob;
    }

    /**
     * To be called before each POST.
     */
    void aboutToPost() {
        if (entry != null && (sameJob || !inDoubt)) {
            return;
        }
        if (entry != null && !cost.isLimited()) {
            // the POST before may be paid for as well
            cost.costs().ledger().record(entry);
        }
        CostEntry next = cost.entry(submission + "/" + ++entries, submission);
        // before it is held back, as that may be so although nobody is told
        entry = next;
        inDoubt = false;
        if (cost.isLimited()) {
            cost.reserve(next);
        }
    }

    /**
     * The last POST may have been accepted.
     */
    void isInDoubt() {
        inDoubt = true;
    }

    /**
     * The gateway provably doesn't have the job of the last POST, if there was one.
     */
    void refused() {
        if (entry != null && cost.isLimited()) {
            cost.costs().ledger().release(entry.id());
        }
        entry = null;
    }

    void afterwards(String gateway, Submission submission) {
        if (entry == null) {
            return;
        }
        boolean accepted = submission instanceof Submission.Accepted;
        if (!accepted && !inDoubt) {
            refused();
        } else if (!cost.isLimited()) {
            cost.costs().ledger().record(accepted ? entry.accepted(((Submission.Accepted) submission).taskId()) : entry);
        } else if (accepted) {
            cost.costs().ledger().accepted(this.submission, gateway, ((Submission.Accepted) submission).taskId());
        }
    }
}
