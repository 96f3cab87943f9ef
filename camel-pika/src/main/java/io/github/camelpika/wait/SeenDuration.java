package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;

/**
 * What a wait tells of how long its task took.
 *
 * @param gateway  where the task was
 * @param kind     what it was; {@link JobKind#ANY} if that is not known
 * @param age      how long before the gateway had accepted it, when it was last seen
 * @param gap      how long before that it was seen not to have ended; the age itself if never
 * @param progress what the gateway told then of its progress, 0 to 100, or null
 * @param finished whether it had ended when it was last seen, and so at some time in the gap; else it takes longer than
 *                 its age
 */
public record SeenDuration(String gateway, JobKind kind, Duration age, Duration gap, Integer progress, boolean finished) {
}
