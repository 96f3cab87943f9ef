package io.github.camelpika.runtime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.track.CostLine;

/**
 * What the tasks of some days cost, by day, label, route, model and gateway. Points and dollars are in lines of their own, and
 * in sums of their own.
 *
 * @param from the first day
 * @param to   the last day
 * @param zone whose days they are
 */
public record CostReport(String component, LocalDate from, LocalDate to, ZoneId zone, List<CostLine> lines) {

    private static final List<String> COLUMNS = List.of("day", "label", "route", "model", "gateway", "unit", "tasks", "quoted",
            "reserved", "settled", "refunded", "spent");
    /** With which a spreadsheet takes a text for a formula, as a label of somebody else's may be one. */
    private static final String FORMULA = "=+-@\t\r";

    /**
     * One line for each day, label, route, model, gateway and unit, with a heading, as RFC 4180 has it.
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        lines.forEach(line -> csv.append(row(line).values().stream().map(CostReport::field).collect(Collectors.joining(",")))
                .append("\r\n"));
        return csv.toString();
    }

    private static String field(Object value) {
        if (!(value instanceof String text)) {
            return value == null ? "" : value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
        }
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static Map<String, Object> row(CostLine line) {
        CostUnit unit = line.unit();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", line.day().toString());
        row.put("label", line.label());
        row.put("route", line.route());
        row.put("model", line.model());
        row.put("gateway", line.gateway());
        row.put("unit", unit.label());
        row.put("tasks", line.tasks());
        row.put("quoted", unit.decimal(line.quoted()));
        row.put("reserved", unit.decimal(line.reserved()));
        row.put("settled", unit.decimal(line.settled()));
        row.put("refunded", unit.decimal(line.refunded()));
        row.put("spent", unit.decimal(line.spent()));
        return row;
    }

    /**
     * The form that is written as JSON: the lines, and what they come to in each unit.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("component", component);
        map.put("from", from.toString());
        map.put("to", to.toString());
        map.put("zone", zone.getId());
        map.put("totals", totals());
        map.put("lines", lines.stream().map(CostReport::row).toList());
        return map;
    }

    private List<Map<String, Object>> totals() {
        Map<CostUnit, CostLine> sums = new EnumMap<>(CostUnit.class);
        lines.forEach(line -> sums.merge(line.unit(), line, CostLine::plus));
        return sums.values().stream().map(CostReport::row).map(CostReport::withoutGroup).toList();
    }

    private static Map<String, Object> withoutGroup(Map<String, Object> row) {
        row.keySet().removeAll(List.of("day", "label", "route", "model", "gateway"));
        return row;
    }
}
