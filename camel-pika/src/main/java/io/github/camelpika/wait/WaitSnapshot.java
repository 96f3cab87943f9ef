package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.VideoTask;

/**
 * How a wait stands, for a person who looks.
 *
 * @param taskId   the gateway's
 * @param gateway  that is asked
 * @param kind     what it is, {@link JobKind#ANY} if that is not known
 * @param last     the task as it was last seen, or null
 * @param age      since it was accepted, or since the wait began if that is not known
 * @param nextPoll in how long the gateway is asked next; zero if it is being asked
 */
public record WaitSnapshot(String taskId, String gateway, JobKind kind, VideoTask last, Duration age, Duration nextPoll) {
}
