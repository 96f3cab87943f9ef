package io.github.camelpika.track;

/**
 * A job can't be reserved for, as too little is left.
 */
public final class BudgetSpentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BudgetState budget;
    private final transient Long needed;

    /**
     * @param needed what the job would take; null where nothing is known of it
     */
    BudgetSpentException(BudgetState budget, Long needed) {
        super(budget.limit().option());
        this.budget = budget;
        this.needed = needed;
    }

    public BudgetState budget() {
        return budget;
    }

    public Long needed() {
        return needed;
    }
}
