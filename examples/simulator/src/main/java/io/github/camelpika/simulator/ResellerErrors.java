package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** The errors of the gateways that resell Pika, in the shapes that they document. */
final class ResellerErrors implements ErrorShape {

    @Override
    public Reply badRequest(String reason) {
        return openAiShape(400, reason, "invalid_request");
    }

    @Override
    public Reply unauthorized() {
        return openAiShape(401, "Invalid token", "invalid_request");
    }

    @Override
    public Reply noCredit() {
        return openAiShape(403, "User quota is not enough", "insufficient_user_quota");
    }

    @Override
    public Reply forbidden() {
        return openAiShape(403, "This token has been banned", "access_denied");
    }

    @Override
    public Reply noSuchAddress(Call call) {
        return openAiShape(404, "Invalid URL (" + call.method() + " " + call.path() + ")", "invalid_request");
    }

    @Override
    public Reply tooManyRequests() {
        return openAiShape(429, "Too many requests, please try again later", "rate_limit_exceeded");
    }

    @Override
    public Reply unknownTask() {
        return taskShape(400, "task_not_exist", "task_not_exist");
    }

    @Override
    public Reply serverError() {
        return taskShape(500, "fail_to_fetch_task", "The upstream service is not available");
    }

    @Override
    public Reply errorIn200() {
        return Reply.json(200, Json.object().put("code", 400).put("msg", "The request was refused upstream"));
    }

    private static Reply openAiShape(int status, String reason, String code) {
        ObjectNode json = Json.object();
        json.putObject("error")
                .put("message", reason + " (request id: " + UUID.randomUUID() + ")")
                .put("type", "new_api_error")
                .put("param", "")
                .put("code", code);
        return Reply.json(status, json);
    }

    private static Reply taskShape(int status, String code, String message) {
        return Reply.json(status, Json.object().put("code", code).put("message", message).putNull("data"));
    }
}
