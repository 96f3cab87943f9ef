package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * V-API, YEScale and Yuto AI: the task's id in the query's path, a list of videos in its answer, real numbers.
 *
 * @param message     what the gateway says of itself in each query's answer, or an empty string
 * @param empty       what it does with strings that are not known yet
 * @param videoFields what it says of a video, in its order
 */
record PlainDialect(String message, Empty empty, List<String> videoFields) implements Dialect {

    enum Empty { KEPT, LEFT_OUT }

    private static final String FEED_PATH = "/pika/feed/";

    @Override
    public String promptField() {
        return "promptText";
    }

    @Override
    public String ratio(JsonNode request) {
        return request.at("/options/aspectRatio").asText();
    }

    @Override
    public Optional<Operation> operation(String method, String path) {
        if (method.equals("POST") && path.equals("/pika/generate")) {
            return Optional.of(Operation.GENERATE);
        }
        boolean asks = method.equals("GET") && path.startsWith(FEED_PATH) && path.length() > FEED_PATH.length();
        return asks ? Optional.of(Operation.FEED) : Optional.empty();
    }

    @Override
    public Optional<String> askedTask(String path, JsonNode body) {
        return Optional.of(path.substring(FEED_PATH.length()));
    }

    @Override
    public Optional<String> objection(JsonNode request) {
        if (request.path("promptText").asText().isBlank() || !request.path("promptText").isTextual()) {
            return Optional.of("field promptText is required and must be a string");
        }
        if (!request.path("options").isObject()) {
            return Optional.of("field options is required and must be an object");
        }
        if (request.has("model") && !request.get("model").isTextual()) {
            return Optional.of("field model must be a string");
        }
        JsonNode aspectRatio = request.at("/options/aspectRatio");
        if (!aspectRatio.isMissingNode() && !aspectRatio.isNumber()) {
            return Optional.of("field options.aspectRatio must be a number");
        }
        return Optional.empty();
    }

    @Override
    public ObjectNode created(SimTask task) {
        return Json.object().put("id", task.id());
    }

    @Override
    public ObjectNode feed(SimTask task, Instant now, MediaLinks links) {
        ObjectNode answer = Json.object().put("id", task.id());
        if (!message.isEmpty()) {
            answer.put("message", message);
        }
        answer.put("promptText", task.prompt());
        var videos = answer.putArray("videos");
        if (!task.hasNoVideoYetAt(now)) {
            videos.add(video(task, now, links));
        }
        return answer;
    }

    private ObjectNode video(SimTask task, Instant now, MediaLinks links) {
        TaskState state = task.stateAt(now);
        boolean done = state == TaskState.SUCCEEDED;
        ObjectNode known = Json.object()
                .put("id", task.id())
                .put("status", statusWord(state))
                .put("progress", task.progressAt(now))
                .put("seed", task.seed())
                .put("resultUrl", done ? links.video() : "")
                .put("sharingUrl", done ? links.share() : "")
                .put("videoPoster", done ? links.poster() : "")
                .put("imageThumb", done ? links.thumbnail() : "")
                .put("duration", links.seconds())
                .put("error", task.failureAt(now));
        ObjectNode video = Json.object();
        videoFields.stream()
                .filter(field -> empty == Empty.KEPT || !isEmptyText(known.get(field)))
                .forEach(field -> video.set(field, known.get(field)));
        return video;
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isTextual() && value.textValue().isEmpty();
    }

    private static String statusWord(TaskState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case RUNNING -> "pending";
            case SUCCEEDED -> "finished";
            case FAILED, CANCELLED -> "error";
            case UNKNOWN -> "moderating";
        };
    }
}
