package io.github.camelpika.model;

import java.time.Duration;

/**
 * Why a call did not give what it was made for. Holds no key: what a gateway wrote was scrubbed before it was read.
 *
 * @param status     the HTTP status, or 0 if there was no answer
 * @param code       the gateway's own code, or null
 * @param message    one line for a person
 * @param requestId  what the gateway's support asks for, or null
 * @param retryable  whether the same call may work later
 * @param retryAfter how long the gateway asks to be left alone, or null
 */
public record GatewayError(int status, String code, String message, String requestId, boolean retryable,
                           Duration retryAfter) {

    public static final int TOO_MANY_REQUESTS = 429;

    /**
     * An error of this side or of the line: the gateway said nothing.
     */
    public static GatewayError noAnswer(String message, boolean retryable) {
        return new GatewayError(0, null, Texts.clean(message), null, retryable, null);
    }

    public GatewayError withRetryable(boolean newRetryable) {
        return new GatewayError(status, code, message, requestId, newRetryable, retryAfter);
    }

    public GatewayError withMessage(String newMessage) {
        return new GatewayError(status, code, newMessage, requestId, retryable, retryAfter);
    }

    public GatewayError withRequestId(String id) {
        return id == null ? this : new GatewayError(status, code, message, id, retryable, retryAfter);
    }

    public GatewayError withCode(String newCode) {
        return newCode == null ? this : new GatewayError(status, newCode, message, requestId, retryable, retryAfter);
    }

    /**
     * Whether the gateway asks everybody to slow down, and not only this call.
     */
    public boolean asksToSlowDown() {
        return status == TOO_MANY_REQUESTS || retryAfter != null;
    }

    /**
     * The message with the HTTP status, the code and the request id, as far as they are known.
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (status != 0) {
            text.append("HTTP ").append(status);
            if (code != null && !code.equals(String.valueOf(status))) {
                text.append(" (").append(code).append(')');
            }
            text.append(": ");
        }
        text.append(message);
        if (requestId != null && !message.contains(requestId)) {
            text.append(" (request id: ").append(requestId).append(')');
        }
        return text.toString();
    }
}
