package io.github.camelpika.gateway;

import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;

/**
 * What an error of fal is about. A model's own has a list in {@code detail}; the platform's has a text there, and a type.
 */
final class FalError {

    private static final int CLIENT_CLOSED = 499;
    /** About the key, the money, the address or the rate: nothing that a task has come to. */
    private static final Set<Integer> ABOUT_THE_QUESTION = Set.of(401, 402, 403, 404, 405, 407, 408, 409, 425, 429);
    private static final Pattern IN_PROGRESS = Pattern.compile("still in (?:progress|queue)|not (?:yet )?completed", Pattern.CASE_INSENSITIVE);
    private static final String CANCELLED = "client_cancelled";

    private FalError() {
    }

    /**
     * The error with the code and the id that fal has for it at places of its own.
     */
    static GatewayError of(RawAnswer answer, JsonNode json) {
        String type = Json.text(json, "error_type");
        type = type == null ? answer.headers().get("x-fal-error-type") : type;
        type = type == null ? Json.text(json.path("detail").path(0), "type") : type;
        type = type == null && answer.status() == CLIENT_CLOSED ? CANCELLED : type;
        return AnswerReader.error(answer, json).withCode(Texts.clean(type)).withRequestId(answer.headers().get("x-fal-request-id"));
    }

    static boolean isStillInProgress(RawAnswer answer, JsonNode json) {
        String said = Reason.in(json);
        return answer.status() == 400 && said != null && IN_PROGRESS.matcher(said).find();
    }

    /**
     * The task as it ended by an error.
     */
    static VideoTask end(VideoTask task, String reason, String code) {
        return CANCELLED.equals(code) ? task.ended(TaskState.CANCELLED, reason) : task.failed(reason, code);
    }

    /**
     * Whether the answer to the question for a result is the result: the model's own error, or the platform's that gave the
     * task up. A server in trouble says other things of itself, but none of a task by its id; and whoever stands before fal
     * has other forms for an error than fal.
     */
    static boolean isTheResult(RawAnswer answer, JsonNode json, String requestId) {
        if (answer.status() < 400 || !json.isObject()) {
            return false;
        }
        if (isOfModel(json) || "user".equals(answer.headers().get("x-fal-request-timeout-type"))) {
            return true;
        }
        boolean byItsId = requestId.equals(answer.headers().get("x-fal-request-id"));
        boolean inFalsForm = Json.text(json, "detail") != null && (Json.text(json, "error_type") != null
                                                                   || answer.headers().containsKey("x-fal-error-type"));
        return !ABOUT_THE_QUESTION.contains(answer.status()) && (byItsId || answer.status() < 500 && inFalsForm);
    }

    private static boolean isOfModel(JsonNode json) {
        JsonNode first = json.path("detail").path(0);
        return Json.text(first, "type") != null && Json.text(first, "msg") != null;
    }
}
