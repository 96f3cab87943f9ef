package io.github.camelpika.gateway;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * Luma's official form, which YEScale documents among its answers: {@code assets} and {@code state}.
 */
final class LumaShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Luma")
            .with(TaskState.QUEUED, "queued")
            .with(TaskState.RUNNING, "dreaming")
            .with(TaskState.SUCCEEDED, "completed")
            .with(TaskState.FAILED, "failed");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        if (!answer.has("assets") && !answer.has("failure_reason")) {
            return Optional.empty();
        }
        return TaskShape.simple(taskId, gateway, WORDS.read(Json.text(answer, "state")), null,
                TaskShape.video(Json.url(answer.path("assets"), "video"), null), Json.text(answer, "failure_reason"));
    }
}
