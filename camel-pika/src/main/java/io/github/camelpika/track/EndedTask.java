package io.github.camelpika.track;

import java.time.Instant;

/**
 * A task that is over and kept for its key.
 *
 * @param when a route was done with it, by the tracker's clock
 */
public record EndedTask(TrackedTask task, Instant when) {
}
