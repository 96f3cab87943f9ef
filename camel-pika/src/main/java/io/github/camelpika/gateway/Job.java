package io.github.camelpika.gateway;

import java.time.Duration;

import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;

/**
 * A request on its way to a gateway, with what belongs to this submission of it.
 *
 * @param request        what to make; null for a job that somebody else has begun to submit
 * @param idempotencyKey the same for each POST of this submission, and for no other; sent where the gateway takes one
 * @param startWithin    how long it may stand in the gateway's queue before it is given up; null for any time
 * @param call           the very call that submits it; null if each POST may make it anew
 */
public record Job(GenerateRequest request, String idempotencyKey, Duration startWithin, ApiCall call) {

    public Job(GenerateRequest request, String idempotencyKey, Duration startWithin) {
        this(request, idempotencyKey, startWithin, null);
    }

    /**
     * A job that somebody has begun to submit and is gone, so that nobody knows whether the gateway has it.
     *
     * @param call that was made, with the key by which the gateway knows it again
     */
    public static Job begunBefore(ApiCall call) {
        return new Job(null, null, null, call);
    }

    /**
     * The same with its call made once, if the gateway knows a job again by its idempotency key: then the very same bytes
     * may be posted again.
     */
    public Job at(Gateway gateway) {
        return gateway.dialect().takesIdempotencyKey()
                ? new Job(request, idempotencyKey, startWithin, gateway.dialect().create(this)) : this;
    }

    /**
     * Whether somebody else may have posted it already.
     */
    public boolean isBegunBefore() {
        return request == null;
    }

    /**
     * What decides how long it takes, as far as that is known.
     */
    public JobKind kind() {
        return request == null ? JobKind.ANY : JobKind.of(request);
    }
}
