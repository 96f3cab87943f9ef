package io.github.camelpika.track;

import java.time.Duration;

import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what is paid for: a line for each job that was accepted, for each whose fate nobody knows, and for each
 * that ended. What it says of the first two is on the disk before anything else is done with them, so that a process
 * which is killed then leaves a trace.
 */
public final class TaskLog {

    /** No class's name, so that it can be set apart from all others, and stays what it is when classes move. */
    public static final String LOGGER = "io.github.camelpika.tasks";

    private static final int LONGEST_REASON = 300;
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private TaskLog() {
    }

    public static void accepted(String gateway, String taskId, JobLabel job) {
        LOG.info("{} accepted task {} ({})", gateway, taskId, job);
    }

    /**
     * A stop may let no route go on any more, and then nothing but this line has the id.
     */
    public static void acceptedWhileStopping(String gateway, String taskId, JobLabel job) {
        LOG.warn("{} accepted task {} ({}) while the context was stopping. If its route doesn't continue, ask for it with pika:feed",
                gateway, taskId, job);
    }

    /**
     * @param id     of the submission, by which it is resolved
     * @param reason what happened
     */
    public static void unknown(String gateway, String id, JobLabel job, String reason) {
        LOG.warn("It is not known whether {} accepted submission {} ({}). Check in the gateway's console whether it"
                + " has the job, which may have been paid for. What happened: {}", gateway, id, job, Texts.brief(reason, LONGEST_REASON));
    }

    public static void unknown(TrackedTask task, String reason) {
        unknown(task.origin().gateway(), task.id(), JobLabel.of(task), reason);
    }

    /**
     * @param age how long after its acceptance, or null if that isn't known
     */
    public static void ended(VideoTask task, Duration age) {
        StringBuilder end = new StringBuilder(task.state().name());
        if (age != null) {
            end.append(" after ").append(age.toSeconds()).append(" s");
        }
        append(end, task.points(), " points");
        append(end, task.refund(), " points refunded");
        if (task.error() != null) {
            end.append(": ").append(Texts.brief(task.error(), LONGEST_REASON));
        }
        LOG.info("{} task {} ended as {}", task.gateway(), task.taskId(), end);
    }

    private static void append(StringBuilder end, Long points, String what) {
        if (points != null && points != 0) {
            end.append(", ").append(points).append(what);
        }
    }

    /**
     * A person has told what became of a submission.
     *
     * @param taskId null if the gateway doesn't have the job
     */
    public static void resolved(String id, String taskId) {
        if (taskId == null) {
            LOG.info("Submission {}, whose fate was unknown, is forgotten: an operator said that it was never accepted", id);
        } else {
            LOG.info("Submission {}, whose fate was unknown, is task {}, as an operator said", id, taskId);
        }
    }
}
