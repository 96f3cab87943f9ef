package io.github.camelpika.track;

/**
 * How many tasks of a queue are in each phase.
 *
 * @param delivering how many of the ready ones are with a route just now
 */
public record QueueCounts(long waiting, long ready, long delivering, long dead, long unknown) {
}
