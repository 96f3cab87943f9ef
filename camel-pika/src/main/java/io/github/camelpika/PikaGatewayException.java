package io.github.camelpika;

import io.github.camelpika.model.GatewayError;

/**
 * The gateway refused the request, or could not be reached. After a submission it means that the job was provably not
 * accepted.
 */
public class PikaGatewayException extends PikaException {

    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final String gatewayCode;
    private final String requestId;
    private final boolean retryable;

    /**
     * @param what what was tried, for a person
     */
    public PikaGatewayException(String what, String taskId, GatewayError error) {
        super(what + ": " + error.describe(), taskId);
        this.httpStatus = error.status();
        this.gatewayCode = error.code();
        this.requestId = error.requestId();
        this.retryable = error.retryable();
    }

    /**
     * The HTTP status, also one inside the body of an HTTP 200; 0 if the gateway could not be reached.
     */
    public int getHttpStatus() {
        return httpStatus;
    }

    /**
     * The gateway's own error code, such as {@code insufficient_user_quota}, or null. Also in the header {@code
     * CamelPikaErrorCode}.
     */
    public String getCode() {
        return gatewayCode;
    }

    /**
     * The request id that the gateway's support asks for, or null.
     */
    public String getRequestId() {
        return requestId;
    }

    /**
     * Whether the same message may succeed later, as after too many requests or a failed connection. A redelivery posts
     * it again.
     */
    public boolean isRetryable() {
        return retryable;
    }
}
