package io.github.camelpika.simulator;

/** The platform's own errors: a text, and a type in body and header. The model's are {@link FalFailure}s. */
final class FalErrors implements ErrorShape {

    @Override
    public Reply badRequest(String reason) {
        return platform(400, "bad_request", reason);
    }

    @Override
    public Reply unauthorized() {
        return platform(401, "unauthorized", "Authentication is required to access this resource");
    }

    @Override
    public Reply forbidden() {
        return platform(403, "forbidden", "This key has no access to the model");
    }

    @Override
    public Reply noCredit() {
        return platform(403, "forbidden", "User is locked. Reason: Exhausted balance");
    }

    @Override
    public Reply noSuchAddress(Call call) {
        return platform(404, "not_found", "No " + call.method() + " " + call.path() + " here");
    }

    @Override
    public Reply unknownTask() {
        return Reply.json(404, Json.object().put("status", "NOT_FOUND"));
    }

    @Override
    public Reply tooManyRequests() {
        return platform(429, "too_many_requests", "The queue is full").with("Retry-After", "1");
    }

    @Override
    public Reply serverError() {
        return platform(500, "internal_error", "Internal server error").with("X-Fal-Retryable", "true");
    }

    @Override
    public Reply errorIn200() {
        return platform(200, "internal_error", "Internal server error");
    }

    Reply stillInProgress() {
        return platform(400, "bad_request", "Request is still in progress");
    }

    private static Reply platform(int status, String type, String detail) {
        return Reply.json(status, Json.object().put("detail", detail).put("error_type", type))
                .with("X-Fal-Error-Type", type);
    }
}
