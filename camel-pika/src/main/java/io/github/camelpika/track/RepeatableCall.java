package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;

import io.github.camelpika.gateway.ApiCall;

/**
 * How a job whose fate is not known may be posted once more, by whoever takes it over: at a gateway that knows it again by
 * its idempotency key, the very same call is the very same job.
 *
 * @param call     with the idempotency key, and without the key of the account
 * @param patience for how long, from the first time that it was about to be posted
 * @param until    the same as a moment of the tracker's clock; null where no tracker has it yet
 */
public record RepeatableCall(ApiCall call, Duration patience, Instant until) {

    /**
     * Gateways keep idempotency keys for a time that they don't tell; a day is the shortest that is usual, and this is well
     * below it.
     */
    private static final Duration KEYS_ARE_KEPT = Duration.ofHours(12);

    public RepeatableCall(ApiCall call, Duration patience) {
        this(call, patience, null);
    }

    /**
     * The same, when its time has begun. It begins once.
     */
    RepeatableCall from(Instant now) {
        if (until != null) {
            return this;
        }
        return new RepeatableCall(call, patience, now.plus(patience.compareTo(KEYS_ARE_KEPT) < 0 ? patience : KEYS_ARE_KEPT));
    }

    /**
     * The same with the patience that is left.
     */
    RepeatableCall leftAt(Instant now) {
        return new RepeatableCall(call, Duration.between(now, until), until);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
