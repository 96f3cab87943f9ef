package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code {"error":{"code","message"}}}. Which codes go with a status beside 403 was not seen. */
final class PikaErrors implements ErrorShape {

    @Override
    public Reply badRequest(String reason) {
        return error(422, "invalid_input", reason);
    }

    @Override
    public Reply unauthorized() {
        return error(401, "unauthorized", "X-API-Key is missing or not known");
    }

    @Override
    public Reply forbidden() {
        return error(403, "caller_plan_required", "This plan has no access to the API");
    }

    @Override
    public Reply noCredit() {
        return error(402, "insufficient_balance", "The balance does not cover this job");
    }

    @Override
    public Reply noSuchAddress(Call call) {
        return error(404, "not_found", "No " + call.method() + " " + call.rawPath() + " here");
    }

    @Override
    public Reply unknownTask() {
        return error(404, "not_found", "There is no such job");
    }

    @Override
    public Reply tooManyRequests() {
        return error(429, "rate_limited", "Too many requests").with("Retry-After", "1");
    }

    @Override
    public Reply serverError() {
        return error(500, "internal", "Something went wrong");
    }

    @Override
    public Reply errorIn200() {
        return error(200, "internal", "Something went wrong");
    }

    Reply keyOfAnotherBody() {
        return error(409, "idempotency_conflict", "This Idempotency-Key was used with another body");
    }

    Reply notCompleted() {
        return error(409, "not_completed", "The job has no output yet");
    }

    Reply tooLarge(long most) {
        return error(413, "too_large", "At most " + most + " bytes");
    }

    Reply unsupported(String contentType) {
        return error(415, "unsupported_media_type", contentType + " is no image, sound or video");
    }

    static ObjectNode body(String code, String message) {
        return Json.object().put("code", code).put("message", message);
    }

    private static Reply error(int status, String code, String message) {
        ObjectNode json = Json.object();
        json.set("error", body(code, message));
        return Reply.json(status, json);
    }
}
