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
 * @param acceptedAt when the job was accepted, by the tracker's clock; for an intent, when it was last about to be posted;
 *                   null for one that no tracker has yet
 * @param task       as the gateway last told it; its own id is null until the job is accepted
 * @param possibleTaskId the id of the task that a submission whose fate is unknown may be, for a person to look at; or null
 * @param deliveries how many times a route was given it
 * @param repeat     how an intent may be posted once more by whoever takes it over; null where it may not
 */
public record TrackedTask(String id, Claim claim, String queue, Phase phase, Origin origin, JobKind kind,
                          Instant acceptedAt, VideoTask task, String possibleTaskId, SubmittedMessage submitted,
                          int deliveries, RepeatableCall repeat) {

    /**
     * A job that is about to be posted.
     */
    public static TrackedTask intent(String id, Claim claim, String queue, Origin origin, SubmittedMessage submitted) {
        return new TrackedTask(id, claim, queue, Phase.INTENT, origin, JobKind.ANY, null, fateUnknown(origin), null, submitted,
                0, null);
    }

    /**
     * An intent for a task that somebody else has submitted, in a queue of its own. With a key, it is known after its end, too.
     */
    public static TrackedTask submittedElsewhere(String queue, String taskId, Origin origin) {
        String id = Claim.idOf(queue);
        return intent(id, new Claim(id, queue, Sha256.of(taskId)), queue, origin, SubmittedMessage.NOTHING);
    }

    private static VideoTask fateUnknown(Origin origin) {
        return VideoTask.of(null, origin.gateway(), TaskState.UNKNOWN);
    }

    /**
     * The same of a job of which more is known.
     */
    public TrackedTask of(JobKind newKind) {
        return new TrackedTask(id, claim, queue, phase, origin, newKind, acceptedAt, task, possibleTaskId, submitted,
                deliveries, repeat);
    }

    /**
     * The same of an intent with the first words of its prompt, which a person finds it by in the gateway's console if its
     * fate is not known.
     */
    public TrackedTask asking(String firstWords) {
        return with(task.withPrompt(firstWords));
    }

    /**
     * The same of an intent that may be posted once more by whoever takes it over.
     */
    public TrackedTask repeatable(RepeatableCall how) {
        return new TrackedTask(id, claim, queue, phase, origin, kind, acceptedAt, task, possibleTaskId, submitted,
                deliveries, how);
    }

    /**
     * Whether it is an intent that may still be posted once more, with the call that it was posted with.
     */
    public boolean mayBeRepeated(Instant now) {
        return phase == Phase.INTENT && repeat != null && !repeat.isOver(now);
    }

    /**
     * Whether nobody knows what became of the submission, and nobody is about to find out.
     */
    public boolean isFateUnknown() {
        return task.taskId() == null && phase != Phase.INTENT;
    }

    /**
     * Whether somebody else says that there is such a task: nobody posts it, so it is its own owner.
     */
    boolean isSubmittedElsewhere() {
        return queue != null && id.equals(Claim.idOf(queue)) && id.equals(claim.owner());
    }

    /**
     * Whether it is about to be posted by the one whose intent that is.
     */
    boolean isIntentOf(TrackedTask intent) {
        return isIntentOf(intent.claim.owner());
    }

    boolean isIntentOf(String owner) {
        return phase == Phase.INTENT && claim.owner().equals(owner);
    }

    boolean isOf(TrackedTask intent) {
        return claim.owner().equals(intent.claim.owner());
    }

    /**
     * The same job, about to be posted now.
     */
    TrackedTask renewed(Instant now) {
        return new TrackedTask(id, claim, queue, Phase.INTENT, origin, kind, now, fateUnknown(origin).withPrompt(task.prompt()),
                possibleTaskId, submitted, deliveries, repeat == null ? null : repeat.from(now));
    }

    /**
     * The same submission, posted once more by another owner, perhaps at another gateway.
     */
    TrackedTask takenOver(TrackedTask intent, Instant now) {
        return new TrackedTask(id, intent.claim, queue, Phase.INTENT, intent.origin, intent.kind, now, intent.task,
                possibleTaskId, submitted, 0, intent.repeat == null ? null : intent.repeat.from(now));
    }

    /**
     * The same intent in other hands: who had it before is gone, and it is posted once more with the same call.
     */
    TrackedTask continuedBy(String owner, Instant now) {
        return new TrackedTask(id, new Claim(owner, claim.key(), claim.fingerprint()), queue, phase, origin, kind, now, task,
                possibleTaskId, submitted, deliveries, repeat);
    }

    TrackedTask accepted(String taskId, Instant now) {
        return new TrackedTask(id, claim, queue, Phase.WAITING, origin, kind, now,
                VideoTask.of(taskId, origin.gateway(), TaskState.QUEUED).withPrompt(task.prompt()), null, submitted, 0, null);
    }

    /**
     * The same submission, when nobody knows what became of it.
     *
     * @param taskId that may be its task's, or null
     */
    TrackedTask unknown(String reason, String taskId) {
        return new TrackedTask(id, claim, queue, queue == null ? Phase.UNKNOWN : Phase.READY, origin, kind, acceptedAt,
                task.ended(TaskState.UNKNOWN, reason), taskId == null ? possibleTaskId : taskId, submitted, deliveries, null);
    }

    /**
     * Why an intent that is too old has an unknown fate.
     */
    String abandoned() {
        return "the process that was about to post the job at " + acceptedAt + " never recorded the outcome; it may"
                + " have died during the POST";
    }

    TrackedTask in(Phase newPhase) {
        return new TrackedTask(id, claim, queue, newPhase, origin, kind, acceptedAt, task, possibleTaskId, submitted,
                deliveries, repeat);
    }

    /**
     * The same with what the gateway tells of the task. Of the prompt, which most gateways don't tell, the first words stay.
     */
    TrackedTask with(VideoTask newTask) {
        VideoTask asked = newTask.prompt() == null && task.prompt() != null ? newTask.withPrompt(task.prompt()) : newTask;
        return new TrackedTask(id, claim, queue, phase, origin, kind, acceptedAt, asked, possibleTaskId, submitted,
                deliveries, repeat);
    }

    TrackedTask delivered(int newDeliveries) {
        return new TrackedTask(id, claim, queue, phase, origin, kind, acceptedAt, task, possibleTaskId, submitted,
                newDeliveries, repeat);
    }
}
