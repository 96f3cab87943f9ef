package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in the table {@code pika_cost}. Where a budget limits a component, its submissions take turns by a row of
 * {@code pika_budget}, from the sum of what is used until the reservation is kept.
 */
final class JdbcCostLedger implements CostLedger {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCostLedger.class);

    /** Some megabytes. */
    private static final int MOST_WAITING = 10_000;

    private final Supplier<Transactions> transactions;
    private final DeferredWrite later;
    private final Set<String> withTurns = ConcurrentHashMap.newKeySet();
    private volatile boolean warned;

    JdbcCostLedger(Supplier<Transactions> transactions, DeferredWrite later) {
        this.transactions = transactions;
        this.later = later;
    }

    @Override
    public void reserve(CostEntry entry, List<CostLimit> limits) {
        Transactions current = transactions.get();
        current.run(connection -> {
            if (!limits.isEmpty() && !CostSums.takeTurn(current.database(), connection, entry.job().component())) {
                withTurns.remove(entry.job().component());
                throw new TrackerDatabaseException("The row of " + entry.job().component() + " in pika_budget is gone; it is made"
                                                   + " again with the next submission");
            }
            for (CostLimit limit : limits) {
                CostTotals totals = CostSums.totals(connection, limit, entry.job().component(), entry.day(), entry.job().label());
                if (!limit.allows(totals, entry.reserved())) {
                    throw new BudgetSpentException(new BudgetState(limit, limit.ofLabel() ? entry.job().label() : null, entry.day(),
                            totals), entry.reserved());
                }
            }
            CostTable.insert(connection, entry);
            return null;
        });
    }

    @Override
    public Runnable reservation(CostEntry entry, List<CostLimit> limits) {
        return limits.isEmpty() ? new Reservation(this, entry) : CostLedger.super.reservation(entry, limits);
    }

    /**
     * Makes the row by which the submissions of a component take turns. Not in the transaction of a reservation: that another
     * node is faster would be the end of that.
     */
    @Override
    public void prepare(String component) {
        if (withTurns.contains(component)) {
            return;
        }
        if (!transactions.get().single(connection -> CostSums.hasTurns(connection, component))) {
            try {
                transactions.get().run(connection -> {
                    CostSums.makeTurns(connection, component);
                    return null;
                });
            } catch (TrackerDatabaseException e) {
                LOG.debug("Another node may have made the row", e);
            }
        }
        withTurns.add(component);
    }

    /**
     * Writes what no budget waits for, unless a database that is away has left too much of it in memory.
     */
    private void note(String what, Runnable write) {
        if (later.pending() < MOST_WAITING) {
            later.writeSoon(what, () -> {
                try {
                    write.run();
                } catch (IllegalStateException e) {
                    // whoever needs the tracker is told at the start what it lacks; it won't come later
                    LOG.debug("The tracker can't keep costs", e);
                }
            });
        } else if (!warned) {
            warned = true;
            LOG.warn("The database has been away for so long that costs are no longer kept until it is back: the reports of these"
                    + " days tell too little. Logged once.");
        }
    }

    @Override
    public void record(CostEntry entry) {
        note("the cost of submission " + entry.submission(), () -> transactions.get().run(connection -> {
            CostEntry whole = entry.taskId() == null ? entry : CostTable.merged(connection, entry, entry.job().gateway());
            if (CostTable.find(connection, entry.id()).isEmpty()) {
                CostTable.insert(connection, whole);
            }
            return null;
        }));
    }

    @Override
    public void accepted(String submission, String gateway, String taskId) {
        later.writeSoon("whose cost task " + taskId + " is", () -> transactions.get().run(connection -> {
            CostTable.accepted(connection, submission, gateway, taskId);
            return null;
        }));
    }

    @Override
    public void release(String id) {
        later.writeSoon("that reservation " + id + " is not needed", () -> transactions.get().run(connection -> {
            CostTable.release(connection, id);
            return null;
        }));
    }

    @Override
    public void ended(VideoTask task, BigDecimal unitPrice, CostEntry unless) {
        note("what task " + task.taskId() + " cost", () -> {
            boolean known = transactions.get().run(connection -> CostTable.ended(connection, task.gateway(), task, unitPrice));
            if (!known && CostLedger.tellsCost(task, unitPrice)) {
                add(task, unitPrice, unless.ended(task, unitPrice));
            }
        });
    }

    private void add(VideoTask task, BigDecimal unitPrice, CostEntry entry) {
        try {
            transactions.get().run(connection -> {
                CostTable.insertFound(connection, entry);
                return null;
            });
        } catch (TrackerDatabaseException e) {
            // another node may have noted it a moment ago
            if (!transactions.get().run(connection -> CostTable.ended(connection, task.gateway(), task, unitPrice))) {
                throw e;
            }
        }
    }

    @Override
    public CostTotals totals(CostLimit limit, String component, LocalDate day, String label) {
        return transactions.get().single(connection -> CostSums.totals(connection, limit, component, day, label));
    }

    @Override
    public OptionalLong mean(CostJob kind, CostUnit unit) {
        return transactions.get().single(connection -> CostSums.mean(connection, kind, unit));
    }

    @Override
    public List<CostLine> lines(String component, LocalDate from, LocalDate to) {
        return transactions.get().single(connection -> CostSums.lines(connection, component, from, to));
    }

    @Override
    public List<CostEntry> pending(String component, int most) {
        return transactions.get().single(connection -> CostTable.pending(connection, component, most));
    }
}
