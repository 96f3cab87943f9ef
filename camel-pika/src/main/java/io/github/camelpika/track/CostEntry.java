package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import io.github.camelpika.model.Billing;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.VideoTask;

/**
 * What one submission costs, from its reservation to its charge: a line of the {@link CostLedger}. It counts on the day of
 * its submission, however late its charge is known.
 *
 * @param id         of the reservation
 * @param submission by which the tracker knows it; one that is posted again in doubt has several entries
 * @param at         when it was submitted
 * @param taskId     null until the gateway has accepted it
 * @param quoted     what the gateway said before it; null where it wasn't asked
 * @param reserved   what is held back for it; null where nothing is known
 * @param settled    what was charged, refunds not deducted; null until that is known
 * @param refunded   what was given back; null as settled
 * @param unitPrice  of a billable unit in US dollars, or null
 */
public record CostEntry(String id, String submission, CostJob job, LocalDate day, Instant at, String taskId, CostState state,
                        CostUnit unit, Long quoted, Long reserved, Long settled, Long refunded, BigDecimal unitPrice) {

    /**
     * An entry of a job that is about to be posted.
     */
    public static CostEntry reserved(String id, String submission, CostJob job, LocalDate day, Instant at, CostUnit unit,
                                     Long quoted, Long reserved, BigDecimal unitPrice) {
        return new CostEntry(id, submission, job, day, at, null, CostState.RESERVED, unit, quoted, reserved, null, null, unitPrice);
    }

    /**
     * An entry of a task that nobody here submitted, as far as is known. Whoever sees it end makes the same one.
     */
    public static CostEntry found(CostJob job, LocalDate day, Instant at, VideoTask task) {
        String id = idOfFound(task.gateway(), task.taskId());
        return new CostEntry(id, id, job, day, at, task.taskId(), CostState.RESERVED, CostUnit.MICRO_USD, null, null, null, null,
                null);
    }

    static String idOfFound(String gateway, String taskId) {
        return Sha256.of("task " + gateway + " " + taskId);
    }

    /**
     * What is spent, refunds deducted.
     */
    public long spent() {
        return state == CostState.SETTLED ? Math.max(0, orNothing(settled) - orNothing(refunded)) : 0;
    }

    /**
     * What is held back.
     */
    public long held() {
        return state == CostState.SETTLED ? 0 : orNothing(reserved);
    }

    static long orNothing(Long amount) {
        return amount == null ? 0 : amount;
    }

    public CostEntry accepted(String newTaskId) {
        return new CostEntry(id, submission, job, day, at, newTaskId, state, unit, quoted, reserved, settled, refunded, unitPrice);
    }

    /**
     * The same with what another entry knows of the charge of the same task.
     */
    CostEntry settledAs(CostEntry other) {
        return other.state == CostState.RESERVED ? this : with(other.state, other.unit, other.settled, other.refunded);
    }

    /**
     * The same when the task has ended and tells what it cost. Where it tells nothing, and won't, what was reserved is taken
     * for it.
     *
     * @param price of a billable unit in US dollars where the entry has none; may be null
     */
    CostEntry ended(VideoTask task, BigDecimal price) {
        if (task.points() != null) {
            // notes of one task may come in any order, and no gateway takes a refund back
            long refund = Math.max(CostUnit.sane(task.refund() == null ? 0 : task.refund()), refunded == null ? 0 : refunded);
            return with(CostState.SETTLED, CostUnit.POINTS, CostUnit.sane(task.points()), refund);
        }
        Billing billing = task.billing();
        BigDecimal cost = billing == null ? null : billing.cost(unitPrice == null ? price : unitPrice);
        if (cost != null) {
            return with(CostState.SETTLED, CostUnit.MICRO_USD, CostUnit.MICRO_USD.amount(cost), 0L);
        }
        if (state == CostState.SETTLED) {
            return this;
        }
        return billing != null && billing.state() == Billing.State.PENDING
                ? with(CostState.PENDING, unit, null, null)
                : with(CostState.SETTLED, unit, reserved, 0L);
    }

    private CostEntry with(CostState newState, CostUnit newUnit, Long newSettled, Long newRefunded) {
        return new CostEntry(id, submission, job, day, at, taskId, newState, newUnit, quoted,
                newUnit == unit ? reserved : null, newSettled, newRefunded, unitPrice);
    }
}
