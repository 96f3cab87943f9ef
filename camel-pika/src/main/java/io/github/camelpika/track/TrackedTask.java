package io.github.camelpika.track;

import java.time.Instant;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * A task on its way through a queue, or one that is kept for its idempotent key.
 *
 * @param id         of the submission; it is there before the gateway has given the task an id of its own
 * @param queue      null for a task that is waited for inline: nobody asks after it here, and it is delivered to nobody
 * @param kind       what decides how long it takes
 * @param acceptedAt when the job was accepted, by this side's clock; for an intent, when it was last about to be posted
 * @param task       as the gateway last told it; its own id is null until the job is accepted
 * @param deliveries how many times a route was given it
 */
public record TrackedTask(String id, Claim claim, String queue, Phase phase, Origin origin, JobKind kind,
                          Instant acceptedAt, VideoTask task, Submitted submitted, int deliveries) {

    /**
     * A job that is about to be posted.
     */
    public static TrackedTask intent(String id, Claim claim, String queue, Origin origin, Instant now,
                                     Submitted submitted) {
        return new TrackedTask(id, claim, queue, Phase.INTENT, origin, JobKind.ANY, now, fateUnknown(origin), submitted, 0);
    }

    private static VideoTask fateUnknown(Origin origin) {
        return VideoTask.of(null, origin.gateway(), TaskState.UNKNOWN);
    }

    /**
     * The same of a job of which more is known.
     */
    public TrackedTask of(JobKind newKind) {
        return new TrackedTask(id, claim, queue, phase, origin, newKind, acceptedAt, task, submitted, deliveries);
    }

    /**
     * The same of an intent with the first words of its prompt, which a person finds it by in the gateway's console if its
     * fate is not known.
     */
    public TrackedTask asking(String firstWords) {
        return with(task.withPrompt(firstWords));
    }

    /**
     * Whether nobody knows what became of the submission, and nobody is about to find out.
     */
    public boolean isFateUnknown() {
        return task.taskId() == null && phase != Phase.INTENT;
    }

    /**
     * Whether it is about to be posted by the one whose intent that is.
     */
    boolean isIntentOf(TrackedTask intent) {
        return phase == Phase.INTENT && isOf(intent);
    }

    boolean isOf(TrackedTask intent) {
        return claim.owner().equals(intent.claim.owner());
    }

    TrackedTask renewed(Instant now) {
        return new TrackedTask(id, claim, queue, phase, origin, kind, now, task, submitted, deliveries);
    }

    /**
     * The same submission, posted once more by another owner, perhaps at another gateway.
     */
    TrackedTask takenOver(TrackedTask intent) {
        return new TrackedTask(id, intent.claim, queue, Phase.INTENT, intent.origin, intent.kind, intent.acceptedAt, intent.task,
                submitted, 0);
    }

    TrackedTask accepted(String taskId, Instant now) {
        return new TrackedTask(id, claim, queue, Phase.WAITING, origin, kind, now,
                VideoTask.of(taskId, origin.gateway(), TaskState.QUEUED), submitted, 0);
    }

    TrackedTask in(Phase newPhase) {
        return new TrackedTask(id, claim, queue, newPhase, origin, kind, acceptedAt, task, submitted, deliveries);
    }

    TrackedTask with(VideoTask newTask) {
        return new TrackedTask(id, claim, queue, phase, origin, kind, acceptedAt, newTask, submitted, deliveries);
    }

    TrackedTask delivered(int newDeliveries) {
        return new TrackedTask(id, claim, queue, phase, origin, kind, acceptedAt, task, submitted, newDeliveries);
    }
}
