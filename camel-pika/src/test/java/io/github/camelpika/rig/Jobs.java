package io.github.camelpika.rig;

import io.github.camelpika.gateway.Job;
import io.github.camelpika.model.GenerateRequest;

/**
 * Jobs for gateways, of a key that is always the same.
 */
public final class Jobs {

    public static final String IDEMPOTENCY_KEY = "2f1c4a52-0d51-4f7e-8a55-6a4d3a4c5f10";

    private Jobs() {
    }

    public static Job of(String prompt) {
        return of(GenerateRequest.of(prompt));
    }

    public static Job of(GenerateRequest request) {
        return new Job(request, IDEMPOTENCY_KEY, null);
    }
}
