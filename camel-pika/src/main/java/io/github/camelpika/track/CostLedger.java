package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.VideoTask;

/**
 * What each task cost, once, whoever sees it end and however often, and what is held back for those under way; kept as long
 * as the tracker's tasks are, and shared by all nodes that share them. Points and money are never added up.
 * <p>
 * Of the submissions that it keeps an intent of, the tracker itself tells what became of them, in the same transaction.
 */
public interface CostLedger {

    /**
     * Gets ready for reservations that a budget limits. To be called before each, outside of a transaction. May block.
     */
    default void prepare(String component) {
        // what is kept in memory is ready
    }

    /**
     * Holds back what a job takes, if each limit leaves so much, as one step: of any number of nodes that do so at once none
     * goes beyond a limit. Joins the transaction of {@link TaskTracker#intend(TrackedTask, Runnable)} where there is one.
     * May block.
     *
     * @param  limits               none for an entry that nothing limits
     * @throws BudgetSpentException if too little is left
     * @throws RuntimeException     if that can't be found out
     */
    void reserve(CostEntry entry, List<CostLimit> limits);

    /**
     * The same for {@link TaskTracker#intend(TrackedTask, Runnable)}.
     */
    default Runnable reservation(CostEntry entry, List<CostLimit> limits) {
        return () -> reserve(entry, limits);
    }

    /**
     * Notes a job that was posted without a reservation. Returns at once.
     */
    void record(CostEntry entry);

    /**
     * The gateway has accepted the job. Returns at once.
     */
    void accepted(String submission, String gateway, String taskId);

    /**
     * The job was provably not accepted, so what was held back for it is free again. Returns at once.
     *
     * @param id of the reservation
     */
    void release(String id);

    /**
     * A task has ended, and tells what it cost, or that this will be known later. Returns at once.
     *
     * @param unitPrice of a billable unit in US dollars where its submission has none; may be null
     * @param unless    noted where there is no entry of the task, and it tells a cost
     */
    void ended(VideoTask task, BigDecimal unitPrice, CostEntry unless);

    /**
     * How much of a budget is gone. May block.
     *
     * @param label of which; looked at where each label has a budget of its own
     */
    CostTotals totals(CostLimit limit, String component, LocalDate day, String label);

    /**
     * What the last {@value #SAMPLES} of the same gateway, model and input were charged, in the mean. May block.
     */
    OptionalLong mean(CostJob kind, CostUnit unit);

    /**
     * The costs of the days from one to another, both included, in an order that doesn't change. May block.
     */
    List<CostLine> lines(String component, LocalDate from, LocalDate to);

    /**
     * Tasks that have ended, and whose charge is still to come. May block.
     */
    List<CostEntry> pending(String component, int most);

    /** Enough to even out, and few enough to follow a change of prices. */
    int SAMPLES = 20;

    /**
     * Whether a task tells what it cost.
     */
    static boolean tellsCost(VideoTask task, BigDecimal unitPrice) {
        return task.points() != null || task.billing() != null && task.billing().cost(unitPrice) != null;
    }

    static OptionalLong mean(Stream<Long> charged) {
        OptionalDouble mean = charged.mapToLong(Long::longValue).average();
        return mean.isPresent() ? OptionalLong.of(Math.round(mean.getAsDouble())) : OptionalLong.empty();
    }
}
