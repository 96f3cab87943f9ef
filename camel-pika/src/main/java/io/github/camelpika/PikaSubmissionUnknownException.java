package io.github.camelpika;

import io.github.camelpika.gateway.GatewayError;

/**
 * The job was posted, and nobody knows whether the gateway accepted it. It is not posted again, by no redelivery of
 * this exchange either, because it might be paid twice: look it up in the gateway's console.
 */
public class PikaSubmissionUnknownException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    PikaSubmissionUnknownException(String gateway, GatewayError error) {
        this(gateway, error.describe());
    }

    PikaSubmissionUnknownException(String gateway, String reason) {
        super("It is not known whether " + gateway + " accepted the job, so it is not posted again (it might be paid"
              + " twice); look it up in the gateway's console. What happened: " + reason, null);
        this.reason = reason;
    }

    /**
     * What happened, in one line.
     */
    public String getReason() {
        return reason;
    }
}
