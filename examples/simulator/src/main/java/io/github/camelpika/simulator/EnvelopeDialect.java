package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * CometAPI and its siblings: POST for everything, an envelope around the data, numbers as strings, callbacks.
 *
 * @param required CometAPI wants a callback_url, others do not
 */
record EnvelopeDialect(List<String> required) implements Dialect {

    @Override
    public String promptField() {
        return "prompt";
    }

    @Override
    public String ratio(JsonNode request) {
        return request.path("ratio").asText();
    }

    @Override
    public Optional<Operation> operation(String method, String path) {
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        return switch (path) {
            case "/pika/pro/generate" -> Optional.of(Operation.GENERATE);
            case "/pika/feed" -> Optional.of(Operation.FEED);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> askedTask(String path, JsonNode body) {
        return Optional.ofNullable(body.path("task_id").textValue());
    }

    @Override
    public Optional<String> objection(JsonNode request) {
        for (String field : required) {
            if (request.path(field).asText().isBlank() || !request.path(field).isTextual()) {
                return Optional.of("field " + field + " is required and must be a string");
            }
        }
        if (request.has("model") && !request.get("model").isNumber()) {
            return Optional.of("field model must be a number");
        }
        if (request.has("image") && request.has("video")) {
            return Optional.of("image and video cannot be given together");
        }
        return Optional.empty();
    }

    @Override
    public ObjectNode created(SimTask task) {
        ObjectNode answer = Json.object().put("code", 200).put("msg", "success");
        answer.put("ip", "127.0.0.1").put("exec_time", 0);
        answer.putObject("data").put("task_id", task.id());
        return answer;
    }

    @Override
    public ObjectNode feed(SimTask task, Instant now, MediaLinks links) {
        ObjectNode answer = Json.object().put("code", 200).put("msg", "成功");
        answer.set("data", data(task, now, links));
        return answer.put("exec_time", 0);
    }

    @Override
    public Optional<URI> callbackUrl(JsonNode request) {
        return LocalCallbackUrl.parse(request.path("callback_url").asText());
    }

    @Override
    public ObjectNode callback(SimTask task, Instant at, MediaLinks links) {
        ObjectNode data = data(task, at, links);
        data.remove("state");
        return data;
    }

    private static ObjectNode data(SimTask task, Instant at, MediaLinks links) {
        TaskState state = task.stateAt(at);
        boolean done = state == TaskState.SUCCEEDED;
        String failure = task.failureAt(at);
        return Json.object()
                .put("task_id", task.id())
                .put("state", stateWord(state))
                .put("status", statusNumber(state))
                .put("prompt", task.prompt())
                .putNull("prompt_en")
                .put("video_url", done ? links.video() : null)
                .put("poster", done ? links.poster() : null)
                .put("last_frame", done ? links.lastFrame() : null)
                .put("msg", failure.isEmpty() ? null : failure)
                .put("point", Integer.toString(task.points()))
                .put("refund", Integer.toString(task.refundAt(at)))
                .put("create_time", Long.toString(task.acceptedAt().getEpochSecond()))
                .put("update_time", Long.toString(task.updatedAt(at).getEpochSecond()));
    }

    private static String stateWord(TaskState state) {
        return switch (state) {
            case QUEUED -> "pending";
            case RUNNING -> "running";
            case SUCCEEDED -> "succeeded";
            case FAILED, CANCELLED -> "failed";
            case UNKNOWN -> "moderating";
        };
    }

    private static String statusNumber(TaskState state) {
        return switch (state) {
            case QUEUED -> "0";
            case RUNNING -> "1";
            case SUCCEEDED -> "3";
            case FAILED, CANCELLED -> "2";
            case UNKNOWN -> "7";
        };
    }
}
