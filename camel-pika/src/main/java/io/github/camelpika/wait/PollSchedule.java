package io.github.camelpika.wait;

import java.time.Duration;

/**
 * Decides when a task is asked after next. Set with the option {@code pollSchedule}, by name or as a bean of your own;
 * one schedule serves all waits of an endpoint, from several threads.
 * <p>
 * It rules over healthy waits only: errors back off on their own, the rate limit and the deadlines always hold.
 */
@FunctionalInterface
public interface PollSchedule {

    /**
     * How long from now until the task is asked after. Zero is as soon as the rate limit allows. It is called on threads that
     * ask gateways and that write an acceptance down, so it must not wait for anything.
     *
     * @param moment what is known of the wait; {@link PollMoment#polls()} is 0 for the first decision
     */
    Duration nextPoll(PollMoment moment);

    /**
     * A wait has ended, for a schedule that learns. Called on a thread that asks gateways.
     */
    default void ended(SeenDuration end) {
        // most don't learn
    }
}
