package io.github.camelpika.gateway;

import java.time.Duration;

import io.github.camelpika.model.GenerateRequest;

/**
 * A request on its way to a gateway, with what belongs to this submission of it.
 *
 * @param request        what to make
 * @param idempotencyKey the same for each POST of this submission, and for no other; sent where the gateway takes one
 * @param startWithin    how long it may stand in the gateway's queue before it is given up; null for any time
 */
public record Job(GenerateRequest request, String idempotencyKey, Duration startWithin) {
}
