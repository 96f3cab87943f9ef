package io.github.camelpika.wait;

import java.time.Duration;
import java.util.UUID;

import io.github.camelpika.gateway.Submission;

/**
 * The place of one submission among the tasks in flight, another one for each POST.
 */
public final class PlaceInFlight {

    private final Flight flight;
    private final String submission;
    private final boolean queued;
    private final Duration lease;
    private volatile FlightPlace place;

    /**
     * @param submission by which the tracker knows it, or null if it doesn't
     * @param lease      how long the task is waited for
     */
    public PlaceInFlight(Flight flight, String submission, boolean queued, Duration lease) {
        this.flight = flight;
        this.submission = submission;
        this.queued = queued;
        this.lease = lease;
    }

    public boolean mayBlock() {
        return flight.mayBlock();
    }

    /**
     * @param  goesOn           with a job that another has begun, whose place it is then if he has one
     * @return                  whether there is one, or there was one before
     * @throws RuntimeException if it is not known how many there are
     */
    public boolean take(boolean goesOn) {
        if (place != null) {
            return true;
        }
        FlightPlace mine = new FlightPlace(UUID.randomUUID().toString(), submission, queued, lease);
        boolean taken = goesOn ? flight.takeOver(mine) : flight.take(mine);
        place = taken ? mine : null;
        return taken;
    }

    public void free() {
        FlightPlace mine = place;
        place = null;
        if (mine != null) {
            flight.free(mine);
        }
    }

    /**
     * What became of the submission.
     */
    public void afterwards(Submission outcome) {
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
