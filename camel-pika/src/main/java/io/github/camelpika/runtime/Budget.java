package io.github.camelpika.runtime;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaException;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.PointsLedger;

/**
 * What a component may spend on a day. A gateway tells what a task cost when it has ended, so tasks that are on their way
 * count for nothing yet.
 */
public final class Budget {

    private final long most;
    private final String component;
    private final PointsLedger ledger;
    private final Supplier<Timer> timer;

    public Budget(long most, String component, PointsLedger ledger, Supplier<Timer> timer) {
        this.most = most;
        this.component = component;
        this.ledger = ledger;
        this.timer = timer;
    }

    public long most() {
        return most;
    }

    /**
     * What was spent today. May block.
     */
    public long spent() {
        return ledger.spent(component, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(timer.get().now(), ZoneOffset.UTC);
    }

    /**
     * To be asked before each POST. May block.
     *
     * @throws PikaBudgetException if it is spent
     * @throws PikaException       if that can't be found out
     */
    public void check() {
        long spent;
        try {
            spent = spent();
        } catch (RuntimeException e) {
            throw new PikaException("Nothing was submitted, because it is not known how much was spent of maxPointsPerDay="
                                    + most + ": " + Texts.clean(e.toString()), null, e);
        }
        if (spent >= most) {
            throw new PikaBudgetException(most, spent, today());
        }
    }

    /**
     * A task has ended. Returns at once.
     */
    public void ended(VideoTask task) {
        long cost = (task.points() == null ? 0 : task.points()) - (task.refund() == null ? 0 : task.refund());
        if (cost > 0) {
            ledger.add(component, today(), cost);
        }
    }
}
