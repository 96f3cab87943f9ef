package io.github.camelpika;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Nothing was submitted, because the job would go beyond a budget. Amounts are in points or in US dollars, as
 * {@link #getUnit()} says.
 */
public class PikaBudgetException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final String label;
    private final String unit;
    private final BigDecimal spent;
    private final BigDecimal reserved;
    private final BigDecimal left;
    private final Instant resumes;

    /**
     * @param option  that sets the limit
     * @param label   whose budget it is, or null
     * @param resumes when the day of the budget ends; null for a limit of a single job
     */
    public PikaBudgetException(String message, String option, String label, String unit, BigDecimal spent, BigDecimal reserved,
                               BigDecimal left, Instant resumes) {
        super(message, null);
        this.option = option;
        this.label = label;
        this.unit = unit;
        this.spent = spent;
        this.reserved = reserved;
        this.left = left;
        this.resumes = resumes;
    }

    /**
     * The option that sets the limit, such as {@code maxCostPerDay}.
     */
    public String getOption() {
        return option;
    }

    /**
     * The label whose budget is used up; null where the budget is for all, or for the jobs without a label.
     */
    public String getLabel() {
        return label;
    }

    /**
     * {@code points} or {@code USD}.
     */
    public String getUnit() {
        return unit;
    }

    /**
     * What the tasks that were submitted on this day have cost.
     */
    public BigDecimal getSpent() {
        return spent;
    }

    /**
     * What is held back for tasks that are under way.
     */
    public BigDecimal getReserved() {
        return reserved;
    }

    public BigDecimal getLeft() {
        return left;
    }

    /**
     * When the day of the budget ends, and the next one begins; null if it was {@code maxCostPerJob}.
     */
    public Instant getResumes() {
        return resumes;
    }
}
