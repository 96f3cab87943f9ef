package io.github.camelpika.gateway;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * Kling's form, which YEScale documents among its answers: {@code data.task_status}.
 */
final class KlingShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Kling")
            .with(TaskState.QUEUED, "submitted")
            .with(TaskState.RUNNING, "processing")
            .with(TaskState.SUCCEEDED, "succeed")
            .with(TaskState.FAILED, "failed");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        JsonNode data = answer.path("data");
        if (!data.has("task_status")) {
            return Optional.empty();
        }
        JsonNode video = data.path("task_result").path("videos").path(0);
        return TaskShape.simple(taskId, gateway, WORDS.read(Json.text(data, "task_status")), null,
                TaskShape.video(Json.url(video, "url"), Json.decimal(video, "duration")),
                Json.text(data, "task_status_msg"));
    }
}
