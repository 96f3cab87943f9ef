package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;

/**
 * The current status of a task of a queue, for display.
 *
 * @param age  since it was accepted
 * @param next in how long it is asked after or delivered; null if nobody is to, or that is just being done
 */
public record TaskSnapshot(TrackedTask task, Duration age, Duration next) {

    static TaskSnapshot of(TrackedTask task, Instant now, Duration next) {
        return new TaskSnapshot(task, Duration.between(task.acceptedAt(), now), next);
    }
}
