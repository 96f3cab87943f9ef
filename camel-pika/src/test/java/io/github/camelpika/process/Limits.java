package io.github.camelpika.process;

import java.math.BigDecimal;

/**
 * What all nodes together keep to.
 *
 * @param costPerDay    in US dollars
 * @param tasksInFlight jobs that the gateway may have at once, or null for as many as it takes
 */
record Limits(BigDecimal costPerDay, Integer tasksInFlight) {

    /** More than any run can spend. */
    static final Limits WIDE = new Limits(new BigDecimal("100000"), null);

    static Limits of(String costPerDay, String tasksInFlight) {
        return new Limits(new BigDecimal(costPerDay), tasksInFlight.equals("null") ? null : Integer.valueOf(tasksInFlight));
    }

    Limits withCostPerDay(BigDecimal most) {
        return new Limits(most, tasksInFlight);
    }

    Limits withTasksInFlight(int most) {
        return new Limits(costPerDay, most);
    }
}
