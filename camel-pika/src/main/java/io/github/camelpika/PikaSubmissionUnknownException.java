package io.github.camelpika;

import java.util.List;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.TrackedTask;

/**
 * The job was posted, and it is not known whether the gateway accepted it. It is not posted again, not even by a
 * redelivery of this exchange, because it might be paid for twice: look it up in the gateway's console.
 */
public class PikaSubmissionUnknownException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public PikaSubmissionUnknownException(String gateway, Submission.Unknown unknown) {
        this(gateway, unknown.describe(), unknown.taskId());
    }

    public PikaSubmissionUnknownException(String gateway, String reason) {
        this(gateway, reason, null);
    }

    private PikaSubmissionUnknownException(String gateway, String reason, String taskId) {
        super("It is not known whether " + gateway + " accepted the job, so it is not posted again (it might be paid"
                + " for twice): look the job up in the gateway's console. What happened: " + reason, taskId);
        this.reason = reason;
    }

    /**
     * A submission whose fate has been unknown for some time.
     */
    public PikaSubmissionUnknownException(String gateway, TrackedTask unknown) {
        super("It is not known whether " + gateway + " accepted the job"
              + (unknown.claim().hasKey() ? " with the idempotentKey '" + Texts.clean(unknown.claim().key()) + "'" : "")
              + ", which was posted at " + unknown.acceptedAt()
              + ", so it is not posted again (it might be paid for twice). Look the job up in the gateway's console,"
              + " and enter what you find with the component's JMX operation resolveUnknown or in the dev console, for"
              + " the submission "
              + unknown.id()
              + "; or set onUnknownSubmission=resubmit to post it again and risk paying twice. What happened: "
              + unknown.task().error(), null);
        this.reason = unknown.task().error();
    }

    /**
     * The task for an exchange that continues all the same, so that it isn't mistaken for one with the task of an
     * earlier job.
     */
    public static VideoTask task(Gateway gateway, Submission.Unknown unknown) {
        return new VideoTask(unknown.taskId(), gateway.name(), TaskState.UNKNOWN, null, List.of(), null, null, null,
                unknown.describe(), unknown.error().code(), null, null);
    }

    /**
     * What happened, in one line.
     */
    public String getReason() {
        return reason;
    }
}
