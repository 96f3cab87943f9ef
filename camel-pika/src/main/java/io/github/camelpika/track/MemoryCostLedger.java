package io.github.camelpika.track;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger for this process only, which ends with it. It keeps the last 100,000 entries.
 */
final class MemoryCostLedger implements CostLedger {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryCostLedger.class);
    private static final int MOST = 100_000;

    /** In the order in which they came. */
    private final Map<String, CostEntry> entries = new LinkedHashMap<>();
    private final Map<String, String> idOfTask = new HashMap<>();
    /** The ids of those that no gateway is known to have accepted. */
    private final Set<String> open = new LinkedHashSet<>();
    private boolean warned;

    @Override
    public synchronized void reserve(CostEntry entry, List<CostLimit> limits) {
        for (CostLimit limit : limits) {
            CostTotals totals = totals(limit, entry.job().component(), entry.day(), entry.job().label());
            if (!limit.allows(totals, entry.reserved())) {
                throw new BudgetSpentException(new BudgetState(limit, limit.ofLabel() ? entry.job().label() : null, entry.day(),
                        totals), entry.reserved());
            }
        }
        put(entry);
    }

    @Override
    public synchronized void record(CostEntry entry) {
        put(entry.taskId() == null ? entry : merged(entry));
    }

    private void put(CostEntry entry) {
        entries.put(entry.id(), entry);
        if (entry.taskId() == null) {
            open.add(entry.id());
        } else {
            open.remove(entry.id());
            idOfTask.put(task(entry.job().gateway(), entry.taskId()), entry.id());
        }
        if (entries.size() > MOST) {
            removeEldest(entry.day());
        }
    }

    private void removeEldest(LocalDate today) {
        Iterator<CostEntry> all = entries.values().iterator();
        CostEntry eldest = all.next();
        all.remove();
        open.remove(eldest.id());
        if (eldest.taskId() != null) {
            idOfTask.remove(task(eldest.job().gateway(), eldest.taskId()), eldest.id());
        }
        if (!warned && !eldest.day().isBefore(today)) {
            warned = true;
            LOG.warn("More than {} tasks were submitted in a day, and costs are kept in memory: the oldest are forgotten, so budgets"
                    + " count too little. Use a task tracker with a database. Logged once.", MOST);
        }
    }

    private static String task(String gateway, String taskId) {
        return gateway + " " + taskId;
    }

    @Override
    public synchronized void accepted(String submission, String gateway, String taskId) {
        openOf(submission).reduce((one, later) -> later).ifPresent(entry -> put(merged(entry.accepted(taskId))));
    }

    private Stream<CostEntry> openOf(String submission) {
        return open.stream().map(entries::get).filter(entry -> entry.submission().equals(submission));
    }

    /**
     * The end may have been seen before the acceptance was noted.
     */
    private CostEntry merged(CostEntry entry) {
        CostEntry found = entries.remove(CostEntry.idOfFound(entry.job().gateway(), entry.taskId()));
        return found == null ? entry : entry.settledAs(found);
    }

    @Override
    public synchronized void release(String id) {
        if (open.remove(id)) {
            entries.remove(id);
        }
    }

    /**
     * A person has found out that the gateway doesn't have the job.
     */
    synchronized void releaseAll(String submission) {
        openOf(submission).map(CostEntry::id).toList().forEach(this::release);
    }

    @Override
    public synchronized void ended(VideoTask task, BigDecimal unitPrice, CostEntry unless) {
        CostEntry entry = entries.get(idOfTask.getOrDefault(task(task.gateway(), task.taskId()), ""));
        if (entry != null) {
            put(entry.ended(task, unitPrice));
        } else if (CostLedger.tellsCost(task, unitPrice)) {
            put(unless.ended(task, unitPrice));
        }
    }

    @Override
    public synchronized CostTotals totals(CostLimit limit, String component, LocalDate day, String label) {
        CostTotals totals = CostTotals.NOTHING;
        for (CostEntry entry : entries.values()) {
            boolean counts = entry.day().equals(day) && entry.unit() == limit.unit() && entry.job().component().equals(component)
                             && (!limit.ofLabel() || Objects.equals(entry.job().label(), label));
            totals = counts ? totals.plus(entry) : totals;
        }
        return totals;
    }

    @Override
    public synchronized OptionalLong mean(CostJob kind, CostUnit unit) {
        List<Long> charged = entries.values().stream()
                .filter(entry -> entry.state() == CostState.SETTLED && entry.unit() == unit && CostEntry.orNothing(entry.settled()) > 0
                                 && entry.job().gateway().equals(kind.gateway())
                                 && Objects.equals(entry.job().model(), kind.model()) && entry.job().input() == kind.input())
                .map(CostEntry::settled).toList();
        return CostLedger.mean(charged.stream().skip(Math.max(0, charged.size() - SAMPLES)));
    }

    @Override
    public synchronized List<CostLine> lines(String component, LocalDate from, LocalDate to) {
        Map<List<Object>, CostLine> lines = new HashMap<>();
        for (CostEntry entry : entries.values()) {
            if (entry.job().component().equals(component) && !entry.day().isBefore(from) && !entry.day().isAfter(to)) {
                CostLine line = CostLine.of(entry);
                lines.merge(line.group(), line, CostLine::plus);
            }
        }
        return lines.values().stream().sorted(CostLine.ORDER).toList();
    }

    @Override
    public synchronized List<CostEntry> pending(String component, int most) {
        List<CostEntry> pending = new ArrayList<>();
        for (CostEntry entry : entries.values()) {
            if (entry.state() == CostState.PENDING && entry.job().component().equals(component) && pending.size() < most) {
                pending.add(entry);
            }
        }
        return pending;
    }
}
