package io.github.camelpika;

import java.time.LocalDate;

/**
 * Nothing was submitted, because the budget of the day is used up.
 */
public class PikaBudgetException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final long spent;

    public PikaBudgetException(long most, long spent, LocalDate day) {
        super("Nothing was submitted: maxPointsPerDay=" + most + " is used up: the tasks that ended on " + day + " (UTC) cost "
              + spent + " points. Submissions resume at midnight UTC, or with a higher maxPointsPerDay", null);
        this.spent = spent;
    }

    /**
     * The points that the tasks which ended on this day have cost.
     */
    public long getSpent() {
        return spent;
    }
}
