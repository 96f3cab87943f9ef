package io.github.camelpika.wait;

import io.github.camelpika.model.GatewayError;

/**
 * What the last call to a gateway told of it.
 *
 * @param nanos   when that was, by the timer's clock that only goes forward
 * @param trouble why the gateway is of no use with this key, for a person; null if it is
 */
public record LastContact(long nanos, String trouble) {

    /**
     * @param error null if the call was answered as it should be
     */
    static LastContact of(long nanos, GatewayError error) {
        return new LastContact(nanos, error == null ? null : trouble(error));
    }

    /**
     * Whether the gateway answers, and has something against the key.
     */
    static boolean isOfKey(GatewayError error) {
        return error != null && (error.status() == 401 || error.status() == 402 || error.status() == 403);
    }

    /**
     * A gateway that asks to slow down, or doesn't know a task, is there and takes the key.
     */
    private static String trouble(GatewayError error) {
        int status = error.status();
        if (status == 0) {
            return "does not answer: " + error.message();
        }
        if (isOfKey(error) && status != 402) {
            return "refuses the key: " + error.describe();
        }
        if (status == 402) {
            return "has no credit for the key: " + error.describe();
        }
        boolean pageOfText = status < 300 && error.code() == null;
        boolean notThere = pageOfText || status >= 300 && status < 400 || status >= 500;
        return notThere ? "answers " + error.describe() : null;
    }
}
