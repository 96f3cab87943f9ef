package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;

/**
 * A wait at the moment when its next poll is decided.
 *
 * @param gateway  where the task is
 * @param kind     what the task is; {@link JobKind#ANY} if that is not known
 * @param state    what the last poll told; null before the first
 * @param progress what the last poll told, 0 to 100; null where the gateway tells none
 * @param polls    how many polls were made
 * @param waited   how long the wait lasts already
 * @param age      how long ago the gateway accepted the task; null if it was not submitted by this process of late
 */
public record PollMoment(String gateway, JobKind kind, TaskState state, Integer progress, int polls, Duration waited,
                         Duration age) {
}
