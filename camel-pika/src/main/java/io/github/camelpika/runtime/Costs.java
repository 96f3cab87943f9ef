package io.github.camelpika.runtime;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaException;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.BudgetSpentException;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostEntry;
import io.github.camelpika.track.CostJob;
import io.github.camelpika.track.CostLedger;
import io.github.camelpika.track.CostLimit;

/**
 * What a component's tasks cost, and what it may spend on a day. Days are those of the option {@code budgetZone}.
 */
public final class Costs {

    /** Prices don't change from minute to minute. */
    private static final Duration MEAN_LASTS = Duration.ofMinutes(1);
    private static final int MOST_KINDS = 1_000;

    private final CostSettings settings;
    private final Supplier<String> component;
    private final Supplier<CostLedger> ledger;
    private final Supplier<Timer> timer;
    private final BudgetDoor door = new BudgetDoor();
    private final Map<CostJob, Mean> means = new ConcurrentHashMap<>();

    private record Mean(OptionalLong amount, long at) {
    }

    Costs(CostSettings settings, Supplier<String> component, Supplier<CostLedger> ledger, Supplier<Timer> timer) {
        this.settings = settings;
        this.component = component;
        this.ledger = ledger;
        this.timer = timer;
    }

    public ZoneId zone() {
        return settings.zone();
    }

    /**
     * Those of a day that jobs which are paid for in the unit must keep to.
     */
    public List<CostLimit> limits(CostUnit unit) {
        return settings.of(unit);
    }

    public CostLedger ledger() {
        return ledger.get();
    }

    public Instant now() {
        return timer.get().now();
    }

    public LocalDate today() {
        return day(now());
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone());
    }

    /**
     * The budgets of today that are for all labels, as they are now. May block.
     */
    public List<BudgetState> budgets() {
        LocalDate today = today();
        return settings.limits().stream().filter(limit -> !limit.ofLabel()).map(limit -> state(limit, today, null)).toList();
    }

    /**
     * The budget of a label today, if there is a limit of labels. May block.
     *
     * @param label null for that of the jobs without one
     */
    public Optional<BudgetState> budgetOf(String label) {
        return settings.limits().stream().filter(CostLimit::ofLabel).findFirst().map(limit -> state(limit, today(), label));
    }

    private BudgetState state(CostLimit limit, LocalDate day, String label) {
        return new BudgetState(limit, label, day, ledger().totals(limit, component.get(), day, label));
    }

    /**
     * What the tasks of some days cost, both days included. May block.
     */
    public CostReport report(LocalDate from, LocalDate to) {
        return new CostReport(component.get(), from, to, zone(), ledger().lines(component.get(), from, to));
    }

    /**
     * What a job of the kind was charged of late, in the mean, but no more than a day's budget: one dear task must not keep
     * all after it from being submitted for ever. May block.
     *
     * @throws PikaException if that can't be found out
     */
    public OptionalLong mean(CostJob job, CostUnit unit) {
        CostJob kind = new CostJob(job.component(), job.gateway(), job.model(), job.input(), null, null, null);
        Mean known = means.get(kind);
        if (known == null || timer.get().nanos() - known.at >= MEAN_LASTS.toNanos()) {
            known = new Mean(ofLedger(kind, unit), timer.get().nanos());
            if (means.size() < MOST_KINDS) {
                means.put(kind, known);
            }
        }
        return known.amount.isEmpty() ? known.amount
                : OptionalLong.of(limits(unit).stream().mapToLong(CostLimit::most).reduce(known.amount.getAsLong(), Math::min));
    }

    private OptionalLong ofLedger(CostJob kind, CostUnit unit) {
        try {
            return ledger().mean(kind, unit);
        } catch (RuntimeException e) {
            throw notKnown(limits(unit), e);
        }
    }

    private static PikaException notKnown(List<CostLimit> limits, RuntimeException e) {
        String budget = limits.isEmpty() ? "" : " of " + limits.get(0).option() + "="
                                                + limits.get(0).unit().decimal(limits.get(0).most()).toPlainString();
        return new PikaException("Nothing was submitted, because it is not known how much was spent" + budget + ": "
                                 + Texts.clean(e.toString()), null, e);
    }

    /**
     * Whether a job may wait for its turn at the gateway, or too little is left as it is. May block.
     *
     * @param  waits               whether it counts for those that come after it
     * @return                     to be run when it reserves what it takes, or goes away; any number of times
     * @throws PikaBudgetException if too little is left
     * @throws PikaException       if that can't be found out
     */
    public Runnable admit(CostEntry entry, boolean waits) {
        List<CostLimit> limits = limits(entry.unit());
        try {
            // what has left the door by then may be in neither, and is in both never
            List<BudgetState> budgets = limits.stream()
                    .map(limit -> state(limit, entry.day(), limit.ofLabel() ? entry.job().label() : null)).toList();
            return door.enter(budgets, entry.reserved(), waits);
        } catch (BudgetSpentException e) {
            throw refusal(e);
        } catch (RuntimeException e) {
            throw notKnown(limits, e);
        }
    }

    /**
     * Gets ready for the reservation of a job. May block.
     */
    public void prepare(CostUnit unit) {
        if (!limits(unit).isEmpty()) {
            ledger().prepare(component.get());
        }
    }

    /**
     * Holds back what a job takes. May block.
     *
     * @throws PikaBudgetException  if too little is left
     * @throws PikaException        if that can't be found out
     */
    public void reserve(CostEntry entry) {
        List<CostLimit> limits = limits(entry.unit());
        try {
            prepare(entry.unit());
            ledger().reserve(entry, limits);
        } catch (BudgetSpentException e) {
            throw refusal(e);
        } catch (RuntimeException e) {
            throw notKnown(limits, e);
        }
    }

    /**
     * A budget that leaves too little, as its users are told.
     */
    public PikaBudgetException refusal(BudgetSpentException spent) {
        BudgetState budget = spent.budget();
        CostLimit limit = budget.limit();
        CostUnit unit = limit.unit();
        Instant resumes = budget.day().plusDays(1).atStartOfDay(zone()).toInstant();
        String which = limit.option() + "=" + unit.decimal(limit.most()).toPlainString()
                       + (!limit.ofLabel() ? "" : budget.label() == null ? " for jobs without a label" : " for the label '" + budget.label() + "'");
        String why = budget.left() == 0 || spent.needed() == null
                ? " is used up"
                : " leaves " + unit.text(budget.left()) + ", and the job takes " + unit.text(spent.needed());
        return new PikaBudgetException("Nothing was submitted: " + which + why + ": of the jobs that were submitted on " + budget.day()
                                       + " (" + zone() + "), " + unit.text(budget.totals().spent()) + " are spent, "
                                       + unit.text(budget.totals().reserved()) + " are reserved, and " + unit.text(budget.left())
                                       + " are left. Submissions resume at " + resumes + ", which is midnight " + zone()
                                       + ", or with a higher " + limit.option(),
                limit.option(), limit.ofLabel() ? budget.label() : null, unit.label(), unit.decimal(budget.totals().spent()),
                unit.decimal(budget.totals().reserved()), unit.decimal(budget.left()), resumes);
    }

    /**
     * A task has ended, and tells what it cost, or that this will be known later. Returns at once.
     *
     * @param unitPrice of a billable unit in US dollars where the endpoint that submitted it has none; may be null
     */
    public void ended(VideoTask task, BigDecimal unitPrice) {
        Instant submitted = task.createdAt() == null || task.createdAt().isAfter(now()) ? now() : task.createdAt();
        CostJob unknown = new CostJob(component.get(), task.gateway(), null, null, null, null, null);
        ledger().ended(task, unitPrice, CostEntry.found(unknown, day(submitted), submitted, task));
    }
}
