package io.github.camelpika.track;

import io.github.camelpika.model.CostUnit;

/**
 * What may be spent on a day.
 *
 * @param option  that says so
 * @param most    how much, in the unit
 * @param ofLabel whether each label has as much to itself; jobs without a label share one
 */
public record CostLimit(String option, CostUnit unit, long most, boolean ofLabel) {

    /**
     * Whether a job that takes so much may be posted; null where nothing is known of it, and then something must be left.
     */
    boolean allows(CostTotals totals, Long needed) {
        return needed == null || needed == 0 ? totals.used() < most : totals.used() + needed <= most;
    }
}
