package io.github.camelpika.track;

/**
 * What is gone of a budget, in its unit.
 *
 * @param spent    refunds deducted
 * @param reserved held back for tasks whose charge isn't known yet
 */
public record CostTotals(long spent, long reserved) {

    public static final CostTotals NOTHING = new CostTotals(0, 0);

    public long used() {
        return spent + reserved;
    }

    CostTotals plus(CostEntry entry) {
        return new CostTotals(spent + entry.spent(), reserved + entry.held());
    }
}
