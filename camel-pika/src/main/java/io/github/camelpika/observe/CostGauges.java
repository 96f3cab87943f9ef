package io.github.camelpika.observe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.Costs;
import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLine;

/**
 * Shows what the tasks of today cost, and what is left of the budgets: the same on all nodes. The tracker's database is asked
 * now and then, off the thread that looks.
 */
final class CostGauges {

    private static final Duration LASTS = Duration.ofSeconds(10);

    private final Refreshed<Snapshot> found;
    private final MicrometerMeters meters;
    private final String component;
    private final Runnable tasks;
    private final Map<String, Consumer<List<MicrometerMeters.Row>>> series = new HashMap<>();
    private boolean hidden;

    private record Snapshot(List<CostLine> lines, List<BudgetState> budgets) {
    }

    CostGauges(ComponentServices services, MicrometerMeters meters) {
        Costs costs = services.costs();
        this.meters = meters;
        this.component = services.name();
        this.found = new Refreshed<>(() -> {
            Snapshot snapshot = new Snapshot(costs.report(costs.today(), costs.today()).lines(), costs.budgets());
            show(snapshot);
            return snapshot;
        }, LASTS, services.runtime().timer(), services.runtime().routes());
        this.tasks = meters.gauge("cost.tasks", "Tasks that were submitted today", this, CostGauges::tasks, "component", component);
    }

    /**
     * Whoever looks at the page has the rest of it found out anew.
     */
    private double tasks() {
        Optional<Snapshot> last = found.get();
        return last.isEmpty() ? Double.NaN : last.get().lines.stream().mapToLong(CostLine::tasks).sum();
    }

    private synchronized void show(Snapshot snapshot) {
        if (hidden) {
            return;
        }
        for (CostUnit unit : CostUnit.values()) {
            String name = unit == CostUnit.POINTS ? "cost.points" : "cost.usd";
            Map<List<String>, CostLine> lines = CostSeries.of(component, snapshot.lines.stream().filter(line -> line.unit() == unit).toList());
            lines(name + ".spent", "What today's tasks cost, refunds deducted", unit, lines, CostLine::spent);
            lines(name + ".reserved", "What is held back for today's tasks until their charge is known", unit, lines, CostLine::reserved);
        }
        budgets("budget.limit", "What may be spent today", snapshot.budgets, budget -> budget.limit().most());
        budgets("budget.spent", "What is spent of today's budget", snapshot.budgets, budget -> budget.totals().spent());
        budgets("budget.reserved", "What is reserved of today's budget", snapshot.budgets, budget -> budget.totals().reserved());
        budgets("budget.left", "What is left of today's budget", snapshot.budgets, BudgetState::left);
    }

    private void lines(String name, String description, CostUnit unit, Map<List<String>, CostLine> series, ToLongFunction<CostLine> amount) {
        show(name, description, series.entrySet().stream()
                .map(each -> new MicrometerMeters.Row(each.getKey(), unit.decimal(amount.applyAsLong(each.getValue())))).toList());
    }

    private void budgets(String name, String description, List<BudgetState> budgets, ToLongFunction<BudgetState> amount) {
        show(name, description, budgets.stream()
                .map(budget -> new MicrometerMeters.Row(List.of("component", component, "option", budget.limit().option(), "unit",
                        budget.limit().unit().label()), budget.limit().unit().decimal(amount.applyAsLong(budget))))
                .toList());
    }

    private void show(String name, String description, List<MicrometerMeters.Row> rows) {
        series.computeIfAbsent(name, each -> meters.series(each, description)).accept(rows);
    }

    synchronized void hide() {
        hidden = true;
        tasks.run();
        series.values().forEach(each -> each.accept(List.of()));
    }
}
