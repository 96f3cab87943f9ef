package io.github.camelpika.track;

import java.time.Instant;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * A task on its way through a queue.
 *
 * @param id         of the submission; it is there before the gateway has given the task an id of its own
 * @param acceptedAt when the job was accepted, by this side's clock; for an intent, when it was written
 * @param task       as the gateway last told it; its own id is null until the job is accepted
 * @param deliveries how many times a route was given it
 */
public record TrackedTask(String id, String queue, Phase phase, Origin origin, Instant acceptedAt, VideoTask task,
                          Submitted submitted, int deliveries) {

    /**
     * A job that is about to be posted.
     */
    public static TrackedTask intent(String id, String queue, Origin origin, Instant now, Submitted submitted) {
        return new TrackedTask(id, queue, Phase.INTENT, origin, now,
                VideoTask.of(null, origin.gateway(), TaskState.UNKNOWN), submitted, 0);
    }

    TrackedTask accepted(String taskId, Instant now) {
        return new TrackedTask(id, queue, Phase.WAITING, origin, now,
                VideoTask.of(taskId, origin.gateway(), TaskState.QUEUED), submitted, 0);
    }

    TrackedTask in(Phase newPhase) {
        return new TrackedTask(id, queue, newPhase, origin, acceptedAt, task, submitted, deliveries);
    }

    TrackedTask with(VideoTask newTask) {
        return new TrackedTask(id, queue, phase, origin, acceptedAt, newTask, submitted, deliveries);
    }

    TrackedTask delivered(int newDeliveries) {
        return new TrackedTask(id, queue, phase, origin, acceptedAt, task, submitted, newDeliveries);
    }
}
