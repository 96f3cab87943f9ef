package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a task at fal came to nothing.
 *
 * @param status of the result's answer
 * @param model  null when the platform gave it up; else the field that the model points at
 */
record FalFailure(int status, String type, String message, String model) {

    private static final String INPUT = "prompt";

    private static final FalFailure REFUSED =
            new FalFailure(422, "content_policy_violation", "The content was flagged by a content checker.", INPUT);
    private static final FalFailure CANCELLED =
            new FalFailure(499, "client_cancelled", "The request was cancelled by the client", null);
    private static final FalFailure GIVEN_UP =
            new FalFailure(504, "request_timeout", "The request did not start in time", null);

    private static final Map<Fault, FalFailure> BY_FAULT = new EnumMap<>(Map.of(
            Fault.RESULT_TIMED_OUT, new FalFailure(504, "generation_timeout", "The generation timed out", INPUT),
            Fault.RESULT_BROKEN, new FalFailure(500, "downstream_service_error", "A service failed", INPUT),
            Fault.FAILED_AT_CREATION_UNAVAILABLE,
            new FalFailure(503, "runner_scheduling_failure", "No runner was found", null)));
    private static final Set<Fault> UNTOLD =
            Set.of(Fault.RESULT_REFUSED, Fault.RESULT_TIMED_OUT, Fault.RESULT_BROKEN);

    /** Empty while the task has not failed. */
    static Optional<FalFailure> of(SimTask task) {
        return switch (task.state()) {
            case CANCELLED -> Optional.of(CANCELLED);
            case FAILED -> Optional.of(failed(task));
            default -> Optional.empty();
        };
    }

    /** Whether the status tells it, or only the result. */
    static boolean isTold(SimTask task) {
        return task.plan().fault() == null || !UNTOLD.contains(task.plan().fault());
    }

    JsonNode body() {
        return model == null ? Json.object().put("detail", message).put("error_type", type) : details();
    }

    Reply reply() {
        boolean passing = status >= 500;
        Reply reply = Reply.json(status, body()).with("X-Fal-Retryable", Boolean.toString(passing));
        Reply typed = model == null ? reply.with("X-Fal-Error-Type", type) : reply;
        return this == GIVEN_UP ? typed.with("X-Fal-Request-Timeout-Type", "user") : typed;
    }

    private ObjectNode details() {
        ObjectNode json = Json.object();
        ObjectNode detail = json.putArray("detail").addObject();
        detail.putArray("loc").add("body").add(model);
        detail.put("msg", message).put("type", type).put("url", "https://docs.fal.ai/errors/#" + type);
        ObjectNode context = detail.putObject("ctx");
        if (type.equals("content_policy_violation")) {
            context.putArray("categories").add("violence");
        }
        return json;
    }

    private static FalFailure failed(SimTask task) {
        if (task.isGivenUp()) {
            return GIVEN_UP;
        }
        return FalModels.objection(task.api(), task.request())
                .map(objection -> new FalFailure(422, "value_error", objection, objection.split(" ")[0]))
                .orElseGet(() -> BY_FAULT.getOrDefault(task.plan().fault(), REFUSED));
    }
}
