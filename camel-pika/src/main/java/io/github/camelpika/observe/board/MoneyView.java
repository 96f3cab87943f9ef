package io.github.camelpika.observe.board;

import java.util.List;
import java.util.Map;

import io.github.camelpika.runtime.ComponentServices;

/**
 * What may be spent today and what is. What no gateway has told is not shown.
 */
final class MoneyView {

    private final List<ComponentServices> components;

    MoneyView(List<ComponentServices> components) {
        this.components = components;
    }

    List<Map<String, Object>> json() {
        return components.stream().flatMap(component -> component.budget().stream().map(budget -> BoardView.known(
                "component", component.name(), "unit", "points", "most", budget.most(), "spent", budget.spent()))).toList();
    }
}
