package io.github.camelpika.runtime;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.track.CostLimit;

/**
 * The budgets of a component, as its options say.
 *
 * @param limits of a day; none where nothing is limited
 * @param zone   whose days they are
 */
public record CostSettings(List<CostLimit> limits, ZoneId zone) {

    public static final String POINTS_PER_DAY = "maxPointsPerDay";
    public static final String COST_PER_DAY = "maxCostPerDay";
    public static final String COST_PER_LABEL = "maxCostPerLabel";

    /**
     * @throws IllegalArgumentException if a limit or the zone is not valid
     */
    public static CostSettings of(Long maxPointsPerDay, BigDecimal maxCostPerDay, BigDecimal maxCostPerLabel, String budgetZone) {
        List<CostLimit> limits = new ArrayList<>();
        add(limits, POINTS_PER_DAY, CostUnit.POINTS, maxPointsPerDay == null ? null : BigDecimal.valueOf(maxPointsPerDay), false);
        add(limits, COST_PER_DAY, CostUnit.MICRO_USD, maxCostPerDay, false);
        add(limits, COST_PER_LABEL, CostUnit.MICRO_USD, maxCostPerLabel, true);
        return new CostSettings(List.copyOf(limits), zone(budgetZone));
    }

    private static void add(List<CostLimit> limits, String option, CostUnit unit, BigDecimal most, boolean ofLabel) {
        if (most == null) {
            return;
        }
        if (most.signum() <= 0) {
            throw new IllegalArgumentException(option + "=" + most.toPlainString() + " is not valid: it must be a number above"
                                               + " 0, or leave it out for no limit");
        }
        limits.add(new CostLimit(option, unit, unit.mostOf(most), ofLabel));
    }

    private static ZoneId zone(String budgetZone) {
        try {
            return ZoneId.of(budgetZone.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("budgetZone '" + budgetZone + "' is not a time zone: use a name such as Europe/Berlin, or"
                                               + " leave it out for UTC", e);
        }
    }

    /**
     * Those that limit jobs which are paid for in the unit.
     */
    List<CostLimit> of(CostUnit unit) {
        return limits.stream().filter(limit -> limit.unit() == unit).toList();
    }
}
