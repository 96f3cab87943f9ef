package io.github.camelpika;

import java.time.LocalDate;

/**
 * Nothing was submitted, because what may be spent on a day is spent.
 */
public class PikaBudgetException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final long spent;

    public PikaBudgetException(long most, long spent, LocalDate day) {
        super("Nothing was submitted: maxPointsPerDay=" + most + " is spent, as the tasks that ended on " + day + " (UTC) cost "
              + spent + " points. It goes on at midnight UTC, or with a higher maxPointsPerDay", null);
        this.spent = spent;
    }

    /**
     * What the tasks of the day cost that have ended, in points.
     */
    public long getSpent() {
        return spent;
    }
}
