package io.github.camelpika.track;

import io.github.camelpika.wait.FlightPlace;

/**
 * The places of the tasks that are in flight, for all processes that share the tracker's tasks. Those of one gateway with one
 * key are a scope. A place is held until it is freed; where its process dies before that, until the tracker knows that the
 * task is over, or else until its lease is.
 */
public interface TaskPlaces {

    /**
     * Whether it may take as long as a database to answer.
     */
    boolean mayBlock();

    /**
     * Takes a place, if fewer than so many are taken, however many try at once.
     *
     * @throws RuntimeException if that is not certain
     */
    boolean take(String scope, int most, FlightPlace place);

    /**
     * The place of another holder with the same submission, who has it no longer then; where there is none as
     * {@link #take}. A job whose POST was refused, or whose turn didn't come, has no place while it stands at the door, and
     * dies without one.
     *
     * @throws RuntimeException if that is not certain
     */
    boolean takeOver(String scope, int most, FlightPlace place);

    /**
     * The task has this id. May block.
     */
    void accepted(FlightPlace place, String taskId);

    /**
     * It is not known whether there is a task: where the tracker knows of it, until a person has told. May block.
     */
    void unknown(FlightPlace place);

    /**
     * There is no task. Returns at once.
     *
     * @param then done as soon as the place is free
     */
    void free(FlightPlace place, Runnable then);

    /**
     * Frees the place of a task, if it has one. Returns at once.
     *
     * @param then done as soon as the place is free
     */
    void ended(String scope, String taskId, Runnable then);

    /**
     * How many are taken. May block.
     */
    int taken(String scope);
}
