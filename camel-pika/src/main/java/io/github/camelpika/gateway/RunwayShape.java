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
            .with(TaskState.RUNNING, "running");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        boolean runway = answer.has("output") || answer.has("failureCode")
                         || answer.has("createdAt") && answer.has("status");
        if (!runway) {
            return Optional.empty();
        }
        Found found = Found.of(answer.path("output"), asked.baseUri())
                .or(Found.anywhereIn(answer, asked.baseUri(), "video_url", "result_url", "url"));
        String failure = Reason.said(answer);
        String code = Reason.codeSaid(answer);
        return TaskShape.simple(asked, WORDS.read(Json.text(answer, "status")), progress(answer), found, null,
                failure == null ? code : failure, code);
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
