package io.github.camelpika.gateway;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * The form of new-api, the software that many gateways run on: {@code code:"success"} and {@code data.task_id}, with
 * {@code progress} as text such as {@code "30%"}.
 */
final class NewApiShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("new-api")
            .with(TaskState.QUEUED, "not_start", "submitted", "queued")
            .with(TaskState.RUNNING, "in_progress");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        JsonNode data = answer.path("data");
        if (!data.has("task_id") || !data.has("status")) {
            return Optional.empty();
        }
        return TaskShape.simple(asked, WORDS.read(Json.text(data, "status")), Json.percent(data, "progress"),
                Found.anywhereIn(data, asked.baseUri(), "result_url", "video_url", "url"), null, TaskShape.said(data, answer),
                TaskShape.code(data, answer));
    }
}
