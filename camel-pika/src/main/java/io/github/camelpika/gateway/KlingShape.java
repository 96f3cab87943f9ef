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
            .with(TaskState.RUNNING, "processing");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        JsonNode data = answer.path("data");
        if (!data.has("task_status")) {
            return Optional.empty();
        }
        JsonNode video = data.path("task_result").path("videos").path(0);
        return TaskShape.simple(asked, WORDS.read(Json.text(data, "task_status")), null,
                Found.in(video, asked.baseUri(), "url"), Json.decimal(video, "duration"), TaskShape.said(data, answer),
                TaskShape.code(data, answer));
    }
}
