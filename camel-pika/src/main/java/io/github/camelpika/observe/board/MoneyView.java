package io.github.camelpika.observe.board;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLine;

/**
 * What may be spent today, and what the tasks of the last days cost by day and label. What no gateway has told is not shown,
 * and points and dollars are not added up.
 */
final class MoneyView {

    private static final int DAYS = 7;
    /** Labels may be orders or people; the latest of them, and then the dearest, are enough for a look. */
    private static final int MOST_LINES = 30;

    private final List<ComponentServices> components;
    private Map<ComponentServices, List<CostLine>> lines;

    MoneyView(List<ComponentServices> components) {
        this.components = components;
    }

    /**
     * The labels that there are to filter by.
     */
    List<String> labels() {
        TreeSet<String> labels = new TreeSet<>();
        lines().values().forEach(each -> each.stream().map(CostLine::label).filter(label -> label != null).forEach(labels::add));
        return labels.stream().limit(MOST_LINES).toList();
    }

    List<Map<String, Object>> json() {
        List<Map<String, Object>> money = new ArrayList<>();
        lines().forEach((component, each) -> {
            List<Map<String, Object>> budgets = component.costs().budgets().stream().map(MoneyView::budget).toList();
            if (!budgets.isEmpty() || !each.isEmpty()) {
                money.add(BoardView.known("component", component.name(), "zone", component.costs().zone().getId(),
                        "today", component.costs().today().toString(), "budgets", budgets, "days", days(component, each)));
            }
        });
        return money;
    }

    private Map<ComponentServices, List<CostLine>> lines() {
        if (lines == null) {
            lines = new LinkedHashMap<>();
            for (ComponentServices component : components) {
                LocalDate today = component.costs().today();
                lines.put(component, component.costs().report(today.minusDays(DAYS - 1), today).lines());
            }
        }
        return lines;
    }

    private static Map<String, Object> budget(BudgetState budget) {
        return BoardView.known("option", budget.limit().option(), "unit", budget.limit().unit().label(),
                "most", budget.limit().unit().decimal(budget.limit().most()), "spent", budget.limit().unit().decimal(budget.totals().spent()),
                "reserved", budget.limit().unit().decimal(budget.totals().reserved()),
                "left", budget.limit().unit().decimal(budget.left()));
    }

    private static List<Map<String, Object>> days(ComponentServices component, List<CostLine> each) {
        KeyScrub scrub = new KeyScrub(component.options().getApiKey());
        Map<List<Object>, CostLine> sums = new LinkedHashMap<>();
        each.forEach(line -> sums.merge(List.of(line.day(), String.valueOf(line.label()), line.unit()), line, CostLine::plus));
        return sums.values().stream()
                .sorted((one, other) -> one.day().equals(other.day()) ? Long.compare(other.spent(), one.spent()) : other.day().compareTo(one.day()))
                .limit(MOST_LINES)
                .map(line -> BoardView.known("day", line.day().toString(), "label", BoardView.brief(scrub.scrub(line.label())),
                        "unit", line.unit().label(), "tasks", line.tasks(), "spent", line.settled() == 0 ? null : line.unit().decimal(line.spent()),
                        "reserved", line.reserved() == 0 ? null : line.unit().decimal(line.reserved()))).toList();
    }
}
