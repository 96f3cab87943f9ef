package io.github.camelpika.wait;

import java.time.Duration;

/**
 * A place for one task in flight, that somebody takes before the POST.
 *
 * @param holder     of nobody else, and of no POST before
 * @param submission by which the tracker knows the job, or null if it doesn't
 * @param queued     whether the task is for a queue, so that the tracker knows when it ends
 * @param lease      how long after its acceptance the task is taken to be over, where its end is told by nobody
 */
public record FlightPlace(String holder, String submission, boolean queued, Duration lease) {
}
