package io.github.camelpika.track;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import io.github.camelpika.model.CostUnit;

/**
 * The tasks of a day that have everything in common that a report tells them apart by.
 *
 * @param label    null for none, as route and model
 * @param tasks    how many
 * @param quoted   what their gateway said before, in the unit, as all amounts
 * @param reserved what is still held back for them
 * @param settled  what was charged
 * @param refunded what was given back of it
 */
public record CostLine(LocalDate day, String label, String route, String model, String gateway, CostUnit unit, long tasks,
                       long quoted, long reserved, long settled, long refunded) {

    static final Comparator<CostLine> ORDER = Comparator.comparing(CostLine::day)
            .thenComparing(line -> text(line.label)).thenComparing(line -> text(line.route))
            .thenComparing(line -> text(line.model)).thenComparing(CostLine::gateway).thenComparing(CostLine::unit);

    private static String text(String text) {
        return text == null ? "" : text;
    }

    /**
     * What it has in common with the lines that it adds up with.
     */
    List<Object> group() {
        return List.of(day, text(label), text(route), text(model), gateway, unit);
    }

    public long spent() {
        return Math.max(0, settled - refunded);
    }

    static CostLine of(CostEntry entry) {
        boolean known = entry.state() == CostState.SETTLED;
        CostJob job = entry.job();
        return new CostLine(entry.day(), job.label(), job.route(), job.model(), job.gateway(), entry.unit(), 1,
                CostEntry.orNothing(entry.quoted()), entry.held(), known ? CostEntry.orNothing(entry.settled()) : 0,
                known ? CostEntry.orNothing(entry.refunded()) : 0);
    }

    /**
     * The same with what another of the same unit comes to.
     */
    public CostLine plus(CostLine other) {
        return new CostLine(day, label, route, model, gateway, unit, tasks + other.tasks, quoted + other.quoted,
                reserved + other.reserved, settled + other.settled, refunded + other.refunded);
    }
}
