package io.github.camelpika.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an amount is counted in. Amounts of different units are never added up.
 */
public enum CostUnit {

    /** A gateway's own points, of which only it knows the price (CometAPI). */
    POINTS(0, "points"),
    /** Millionths of a US dollar. */
    MICRO_USD(6, "USD");

    /** A million dollars for one job: more is nonsense of a gateway's, and must not overflow a sum. */
    private static final long MOST = 1_000_000_000_000L;

    private final int scale;
    private final String label;

    CostUnit(int scale, String label) {
        this.scale = scale;
        this.label = label;
    }

    /**
     * What people call it: {@code points} or {@code USD}.
     */
    public String label() {
        return label;
    }

    /**
     * An amount as people write it: points as they are, dollars with their decimals.
     */
    public BigDecimal decimal(long amount) {
        return Billing.plain(BigDecimal.valueOf(amount, scale));
    }

    /**
     * An amount for a sentence, such as {@code 400 points} or {@code $0.45}.
     */
    public String text(long amount) {
        return this == POINTS ? amount + " points" : "$" + decimal(amount).toPlainString();
    }

    /**
     * What people write, such as 0.45, as an amount; parts of the smallest one are rounded up, and what can't be is cut.
     */
    public long amount(BigDecimal decimal) {
        BigDecimal amount = decimal.movePointRight(scale).setScale(0, RoundingMode.CEILING);
        return amount.compareTo(BigDecimal.valueOf(MOST)) > 0 ? MOST : sane(amount.longValue());
    }

    /**
     * A limit as an amount: what is less than the smallest one is nothing, and the largest is no limit at all.
     */
    public long mostOf(BigDecimal limit) {
        BigDecimal amount = limit.movePointRight(scale).setScale(0, RoundingMode.FLOOR);
        return amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : amount.longValue();
    }

    /**
     * The nearest amount that a job can cost.
     */
    public static long sane(long amount) {
        return Math.max(0, Math.min(MOST, amount));
    }
}
