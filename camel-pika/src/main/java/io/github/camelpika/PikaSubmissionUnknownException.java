package io.github.camelpika;

import java.time.Instant;

import io.github.camelpika.model.Texts;

/**
 * The job was posted, and it is not known whether the gateway accepted it. It is not posted again, not even by a
 * redelivery of this exchange, because it might be paid for twice: look it up in the gateway's console.
 */
public class PikaSubmissionUnknownException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public PikaSubmissionUnknownException(String gateway, String reason) {
        this(gateway, reason, null);
    }

    /**
     * @param gateway as it writes itself
     * @param reason  what happened, in one line
     * @param taskId  the task that the gateway's answer names, or null
     */
    public PikaSubmissionUnknownException(String gateway, String reason, String taskId) {
        super("It is not known whether " + gateway + " accepted the job, so it is not posted again (it might be paid"
                + " for twice): look the job up in the gateway's console. What happened: " + reason, taskId);
        this.reason = reason;
    }

    /**
     * A submission whose fate has been unknown for some time.
     *
     * @param submission by which the tracker knows it
     * @param key        its idempotentKey, or null
     */
    public PikaSubmissionUnknownException(String gateway, String submission, String key, Instant postedAt, String reason) {
        super("It is not known whether " + gateway + " accepted the job"
              + (key == null ? "" : " with the idempotentKey '" + Texts.clean(key) + "'")
              + ", which was posted at " + postedAt
              + ", so it is not posted again (it might be paid for twice). Look the job up in the gateway's console,"
              + " and enter what you find with the component's JMX operation resolveUnknown or in the dev console, for"
              + " the submission " + submission
              + "; or set onUnknownSubmission=resubmit to post it again and risk paying twice. What happened: "
              + reason, null);
        this.reason = reason;
    }

    /**
     * What happened, in one line.
     */
    public String getReason() {
        return reason;
    }
}
