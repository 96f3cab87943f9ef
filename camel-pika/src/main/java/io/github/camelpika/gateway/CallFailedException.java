package io.github.camelpika.gateway;

import java.io.IOException;

/**
 * A call that gave no whole answer.
 */
final class CallFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean sent;
    private final boolean retryable;
    private final String heard;

    /**
     * @param sent      whether a part of the request may have reached the gateway
     * @param retryable whether the same call may work later
     * @param heard     what came of the answer, scrubbed of the key
     */
    CallFailedException(String message, boolean sent, boolean retryable, String heard, Throwable cause) {
        super(message, cause);
        this.sent = sent;
        this.retryable = retryable;
        this.heard = heard;
    }

    boolean wasSent() {
        return sent;
    }

    boolean isRetryable() {
        return retryable;
    }

    String heard() {
        return heard;
    }
}
