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
            .with(TaskState.RUNNING, "dreaming");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        if (!answer.has("assets") && !answer.has("failure_reason")) {
            return Optional.empty();
        }
        return TaskShape.simple(asked, WORDS.read(Json.text(answer, "state")), null,
                Found.in(answer.path("assets"), asked.baseUri(), "video"), null, Reason.said(answer), Reason.codeSaid(answer));
    }
}
