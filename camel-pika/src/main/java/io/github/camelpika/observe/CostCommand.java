package io.github.camelpika.observe;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.CostReport;
import io.github.camelpika.runtime.ReportDays;
import org.apache.camel.util.json.JsonObject;

/**
 * The command {@code cost} of the dev console: the report of each component, for the option {@code days}, as CSV or JSON.
 */
final class CostCommand {

    private static final String COMMAND = "command";
    private static final String NAME = "cost";

    private final List<ComponentServices> components;

    CostCommand(List<ComponentServices> components) {
        this.components = components;
    }

    static boolean isIn(Map<String, Object> options) {
        return NAME.equals(options.get(COMMAND));
    }

    private List<CostReport> reports(Map<String, Object> options) {
        String text = String.valueOf(options.getOrDefault("days", "today"));
        return components.stream().map(ComponentServices::costs).map(costs -> {
            ReportDays days = ReportDays.of(text, costs.today());
            return costs.report(days.from(), days.to());
        }).toList();
    }

    /**
     * CSV, unless the option {@code format} says {@code json}.
     */
    String text(Map<String, Object> options) {
        try {
            List<CostReport> reports = reports(options);
            return "json".equals(options.get("format")) ? Json.write(reports)
                    : reports.stream().map(CostReport::toCsv).collect(Collectors.joining("\r\n"));
        } catch (RuntimeException e) {
            return Texts.clean(e.getMessage());
        }
    }

    JsonObject json(Map<String, Object> options) {
        JsonObject json = new JsonObject();
        try {
            json.put("reports", reports(options).stream().map(report -> new JsonObject(report.toMap())).toList());
        } catch (RuntimeException e) {
            json.put("trouble", Texts.clean(e.getMessage()));
        }
        return json;
    }
}
