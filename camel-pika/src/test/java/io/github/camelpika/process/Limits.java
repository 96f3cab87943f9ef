package io.github.camelpika.process;

import java.math.BigDecimal;

import io.github.camelpika.rig.MiddayZone;

/**
 * What all nodes together keep to.
 *
 * @param costPerDay    in US dollars
 * @param zone          whose days those are
 * @param tasksInFlight jobs that the gateway may have at once, or null for as many as it takes
 */
record Limits(BigDecimal costPerDay, String zone, Integer tasksInFlight) {

    /** More than any run can spend. */
    static final Limits WIDE = new Limits(new BigDecimal("100000"), MiddayZone.name(), null);

    static Limits of(String costPerDay, String zone, String tasksInFlight) {
        return new Limits(new BigDecimal(costPerDay), zone, tasksInFlight.equals("null") ? null : Integer.valueOf(tasksInFlight));
    }

    Limits withCostPerDay(BigDecimal most) {
        return new Limits(most, zone, tasksInFlight);
    }

    Limits withTasksInFlight(int most) {
        return new Limits(costPerDay, zone, most);
    }
}
