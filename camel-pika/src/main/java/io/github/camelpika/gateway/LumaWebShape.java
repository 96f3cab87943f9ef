package io.github.camelpika.gateway;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * The form of Luma's web site, which YEScale documents among its answers: {@code artifact}, {@code video_raw} or
 * {@code media_request}.
 */
final class LumaWebShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Luma web")
            .with(TaskState.QUEUED, "pending")
            .with(TaskState.RUNNING, "processing")
            .with(TaskState.SUCCEEDED, "completed")
            .with(TaskState.FAILED, "failed");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        if (!answer.has("artifact") && !answer.has("video_raw") && !answer.has("media_request")) {
            return Optional.empty();
        }
        String url = Json.url(answer.path("video"), "url", "download_url");
        return TaskShape.simple(taskId, gateway, WORDS.read(Json.text(answer, "state")), null,
                TaskShape.video(url == null ? Json.url(answer.path("video_raw"), "url") : url, null),
                Json.text(answer, "failure_reason"));
    }
}
