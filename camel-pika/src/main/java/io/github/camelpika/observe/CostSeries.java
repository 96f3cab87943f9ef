package io.github.camelpika.observe;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.track.CostLine;

/**
 * Costs by gateway, model, route and label, in a bounded number of series: labels and routes come with messages, and the series
 * of a registry are never free.
 */
final class CostSeries {

    static final int MOST = 100;

    private static final String OTHERS = "others";
    private static final String NONE = "none";
    private static final Comparator<Map.Entry<List<String>, CostLine>> BY_AMOUNT
            = Comparator.comparingLong(each -> each.getValue().spent() + each.getValue().reserved());

    private CostSeries() {
    }

    /**
     * The largest, each to itself, and all others together.
     *
     * @param  lines of one unit
     * @return       what they come to, by the names and values of the tags in turn
     */
    static Map<List<String>, CostLine> of(String component, List<CostLine> lines) {
        Map<List<String>, CostLine> all = new LinkedHashMap<>();
        lines.forEach(line -> all.merge(tags(component, line.gateway(), line.model(), line.route(), line.label()), line, CostLine::plus));
        if (all.size() <= MOST) {
            return all;
        }
        Map<List<String>, CostLine> bounded = new LinkedHashMap<>();
        List<Map.Entry<List<String>, CostLine>> largest = all.entrySet().stream().sorted(BY_AMOUNT.reversed()).toList();
        for (Map.Entry<List<String>, CostLine> each : largest) {
            List<String> tags = bounded.size() < MOST - 1 ? each.getKey() : tags(component, OTHERS, OTHERS, OTHERS, OTHERS);
            bounded.merge(tags, each.getValue(), CostLine::plus);
        }
        return bounded;
    }

    private static List<String> tags(String component, String gateway, String model, String route, String label) {
        return List.of("component", component, "gateway", gateway, "model", orNone(model), "route", orNone(route), "label", orNone(label));
    }

    private static String orNone(String text) {
        return text == null ? NONE : text;
    }
}
