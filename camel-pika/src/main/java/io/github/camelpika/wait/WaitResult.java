package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * The end of a wait, and what it took.
 *
 * @param last  the task as it was last seen; null if the gateway never told
 * @param polls how many times the gateway was asked
 */
public record WaitResult(String taskId, WaitEnd end, VideoTask last, int polls, Duration waited) {

    /**
     * The task as it was last seen, as one whose wait was too long.
     *
     * @param gateway where it is, for a task that was never seen
     */
    public VideoTask timedOut(String gateway, String reason) {
        VideoTask seen = last == null ? VideoTask.of(taskId, gateway, TaskState.TIMED_OUT) : last;
        return seen.ended(TaskState.TIMED_OUT, reason);
    }
}
