package io.github.camelpika.track;

import java.time.LocalDate;

/**
 * A budget as it is now.
 *
 * @param label of which it is; null for that of jobs without one, and where the limit is for all
 */
public record BudgetState(CostLimit limit, String label, LocalDate day, CostTotals totals) {

    public long left() {
        return Math.max(0, limit.most() - totals.used());
    }
}
