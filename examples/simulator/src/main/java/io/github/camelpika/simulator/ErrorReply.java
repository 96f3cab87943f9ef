package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** The errors that the gateways document, in their shapes. */
final class ErrorReply {

    private ErrorReply() {}

    static Reply badRequest(String reason) {
        return openAiShape(400, reason, "invalid_request");
    }

    static Reply unauthorized() {
        return openAiShape(401, "Invalid token", "invalid_request");
    }

    static Reply noCredit() {
        return openAiShape(403, "User quota is not enough", "insufficient_user_quota");
    }

    static Reply invalidUrl(Call call) {
        return openAiShape(404, "Invalid URL (" + call.method() + " " + call.path() + ")", "invalid_request");
    }

    static Reply tooManyRequests() {
        return openAiShape(429, "Too many requests, please try again later", "rate_limit_exceeded");
    }

    static Reply taskNotExist() {
        return taskShape(400, "task_not_exist", "task_not_exist");
    }

    static Reply failedToFetchTask() {
        return taskShape(500, "fail_to_fetch_task", "The upstream service is not available");
    }

    static Reply errorIn200() {
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
