package io.github.camelpika.generate;

import java.time.Duration;
import java.util.UUID;

import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.Texts;
import io.github.camelpika.wait.Flight;
import io.github.camelpika.wait.FlightPlace;

/**
 * The place of one submission among the tasks in flight, another one for each POST.
 */
final class PlaceInFlight {

    private final Flight flight;
    private final String submission;
    private final boolean queued;
    private final Duration lease;
    private volatile FlightPlace place;

    /**
     * @param submission by which the tracker knows it, or null if it doesn't
     * @param lease      how long the task is waited for
     */
    PlaceInFlight(Flight flight, String submission, boolean queued, Duration lease) {
        this.flight = flight;
        this.submission = submission;
        this.queued = queued;
        this.lease = lease;
    }

    boolean mayBlock() {
        return flight.mayBlock();
    }

    /**
     * @return whether there is one, or there was one before
     */
    boolean take() {
        if (place != null) {
            return true;
        }
        FlightPlace mine = new FlightPlace(UUID.randomUUID().toString(), submission, queued, lease);
        boolean taken;
        try {
            taken = flight.take(mine);
        } catch (RuntimeException e) {
            throw new PikaException("Nothing was submitted, because it is not known how many tasks of maxTasksInFlight are in"
                                    + " flight: " + Texts.clean(e.toString()), null, e);
        }
        place = taken ? mine : null;
        return taken;
    }

    void free() {
        FlightPlace mine = place;
        place = null;
        if (mine != null) {
            flight.free(mine);
        }
    }

    /**
     * What became of the submission.
     */
    void afterwards(Submission outcome) {
        FlightPlace mine = place;
        if (mine == null) {
            return;
        }
        if (outcome instanceof Submission.Accepted accepted) {
            flight.accepted(mine, accepted.taskId());
        } else if (outcome instanceof Submission.Unknown) {
            flight.unknown(mine);
        } else {
            free();
        }
    }
}
