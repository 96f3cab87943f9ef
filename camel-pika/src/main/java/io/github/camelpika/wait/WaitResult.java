package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.VideoTask;

/**
 * The end of a wait, and what it took.
 *
 * @param last  the task as it was last seen; null if the gateway never told
 * @param polls how many times the gateway was asked
 */
public record WaitResult(String taskId, WaitEnd end, VideoTask last, int polls, Duration waited) {
}
