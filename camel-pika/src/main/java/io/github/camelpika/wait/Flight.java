package io.github.camelpika.wait;

import io.github.camelpika.gateway.Submission;

/**
 * The tasks that are in flight at one gateway with one key: accepted, and not ended. Each holds a place from before its POST
 * until it has ended, was waited for too long, or is known never to have been accepted.
 */
public interface Flight {

    /** Where nobody counts. */
    Flight UNCOUNTED = new Flight() { };

    /**
     * Whether to take a place, and to tell of an acceptance, may take as long as a database takes.
     */
    default boolean mayBlock() {
        return false;
    }

    /**
     * @return                  whether there was a place
     * @throws RuntimeException if that can't be found out
     */
    default boolean take(FlightPlace place) {
        return true;
    }

    /**
     * The place of another holder with the same submission, or else one of those that are free.
     *
     * @return                  whether there was one
     * @throws RuntimeException if that can't be found out
     */
    default boolean takeOver(FlightPlace place) {
        return true;
    }

    /**
     * The task is in flight from now on.
     */
    default void accepted(FlightPlace place, String taskId) {
    }

    /**
     * It is not known whether there is a task: the place stays as long as that, or as a task would be waited for.
     */
    default void unknown(FlightPlace place) {
    }

    /**
     * There is no task. Returns at once.
     */
    default void free(FlightPlace place) {
    }

    /**
     * A task has ended, or was waited for in vain; told as often as somebody sees it. Returns at once.
     */
    default void ended(String taskId) {
    }

    /**
     * What a gateway said to a POST, for who learns from it how many tasks it takes at once. Returns at once.
     */
    default void answered(Submission submission) {
    }
}
