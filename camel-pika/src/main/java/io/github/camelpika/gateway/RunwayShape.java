package io.github.camelpika.gateway;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * Runway's form, which YEScale documents among its answers: {@code createdAt} and {@code output[]}.
 */
final class RunwayShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Runway")
            .with(TaskState.QUEUED, "pending", "throttled")
            .with(TaskState.RUNNING, "running")
            .with(TaskState.SUCCEEDED, "succeeded")
            .with(TaskState.FAILED, "failed")
            .with(TaskState.CANCELLED, "cancelled", "canceled");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        boolean runway = answer.has("output") || answer.has("failureCode")
                         || answer.has("createdAt") && answer.has("status");
        if (!runway) {
            return Optional.empty();
        }
        JsonNode first = answer.path("output").path(0);
        String url = first.isTextual() && Urls.isFetchable(first.textValue()) ? first.textValue() : null;
        String failure = Json.text(answer, "failure");
        return TaskShape.simple(taskId, gateway, WORDS.read(Json.text(answer, "status")), progress(answer),
                TaskShape.video(url, null), failure == null ? Json.text(answer, "failureCode") : failure);
    }

    /**
     * Runway itself counts from 0 to 1.
     */
    private static Integer progress(JsonNode answer) {
        Double number = Json.decimal(answer, "progress");
        return number != null && number > 0 && number <= 1
                ? Integer.valueOf((int) Math.round(number * 100))
                : Json.percent(answer, "progress");
    }
}
