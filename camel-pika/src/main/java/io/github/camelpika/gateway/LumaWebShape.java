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
            .with(TaskState.RUNNING, "processing");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        if (!answer.has("artifact") && !answer.has("video_raw") && !answer.has("media_request")) {
            return Optional.empty();
        }
        Found found = Found.in(answer.path("video"), asked.baseUri(), "url", "download_url")
                .or(Found.in(answer.path("video_raw"), asked.baseUri(), "url"));
        return TaskShape.simple(asked, WORDS.read(Json.text(answer, "state")), null, found, null, Reason.said(answer),
                Reason.codeSaid(answer));
    }
}
