package io.github.camelpika.wait;

import java.time.Duration;

/**
 * Asks every so often. A task that was only just submitted is left alone for one interval; one that may be old is asked
 * after at once.
 */
public record FixedSchedule(Duration interval) implements PollSchedule {

    @Override
    public Duration nextPoll(PollMoment moment) {
        return moment.polls() == 0 && moment.age() == null ? Duration.ZERO : interval;
    }
}
