package io.github.camelpika;

import java.time.Instant;

import io.github.camelpika.model.Texts;

/**
 * The job was posted, and nobody knows whether the gateway accepted it. It is not posted again, by no redelivery of
 * this exchange either, because it might be paid twice: look it up in the gateway's console.
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
              + " twice); look it up in the gateway's console. What happened: " + reason, taskId);
        this.reason = reason;
    }

    /**
     * A submission of which nobody knows since some time.
     *
     * @param submission by which the tracker knows it
     * @param key        its idempotentKey, or null
     */
    public PikaSubmissionUnknownException(String gateway, String submission, String key, Instant postedAt, String reason) {
        super("It is not known whether " + gateway + " accepted the job"
              + (key == null ? "" : " with the idempotentKey '" + Texts.clean(key) + "'")
              + ", which was posted at " + postedAt
              + ", so it is not posted again (it might be paid twice). Look it up in the gateway's console, and tell what"
              + " you find with the JMX operation resolveUnknown of the component, or the dev console, for the submission "
              + submission
              + "; or set onUnknownSubmission=resubmit to post it again and perhaps pay twice. What happened: "
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
