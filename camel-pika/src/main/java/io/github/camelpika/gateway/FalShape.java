package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * The forms in which fal tells of a task: where it stands, and then what the model gave.
 */
final class FalShape implements TaskShape {

    private static final StateWords WORDS
            = new StateWords("fal").with(TaskState.QUEUED, "in_queue").with(TaskState.RUNNING, "in_progress");
    private static final String UNITS = "x-fal-billable-units";

    @Override
    public Optional<VideoTask> read(JsonNode json, Asked asked) {
        return isStatus(json) ? Optional.of(status(json, asked))
                : Optional.of(output(json, asked, null)).filter(task -> task.video() != null);
    }

    /**
     * Whether it tells where a task stands. The output of a model may have a field of the same name, but not alone; and
     * whoever stands before fal one that says how it went with the question.
     */
    static boolean isStatus(JsonNode json) {
        boolean ofAnyAnswer = StateWords.isOfAnyAnswer(Json.text(json, "status")) && !json.has("request_id");
        return json.path("status").isTextual() && !json.path("status").textValue().isBlank() && !ofAnyAnswer
               && !json.path("video").isContainerNode() && !json.path("videos").isContainerNode();
    }

    /**
     * Whether it is done, and only the result tells how it went.
     */
    static boolean isCompleted(JsonNode json) {
        return isStatus(json) && WORDS.read(json.path("status").textValue()) == TaskState.SUCCEEDED && error(json) == null;
    }

    private static String error(JsonNode json) {
        String error = Json.text(json, "error", "error_type");
        return error == null && json.path("error").isContainerNode() ? Reason.in(json.path("error")) : error;
    }

    static VideoTask status(JsonNode json, Asked asked) {
        TaskState state = WORDS.read(json.path("status").textValue());
        String error = Texts.clean(error(json));
        String code = Texts.clean(Json.text(json, "error_type"));
        VideoTask task = new VideoTask(asked.taskId(), asked.gateway(), state == TaskState.SUCCEEDED ? TaskState.RUNNING : state,
                null, List.of(), null, null, null, null, null, null, null, position(json, state), null);
        boolean failed = state == TaskState.FAILED || state == TaskState.SUCCEEDED && error != null;
        return failed ? FalError.end(task, error == null ? "the gateway gave no reason" : error, code) : task;
    }

    private static Integer position(JsonNode json, TaskState state) {
        Long position = state == TaskState.QUEUED ? Json.whole(json, "queue_position") : null;
        return position == null || position < 0 || position > Integer.MAX_VALUE ? null : Integer.valueOf(position.intValue());
    }

    /**
     * What the model gave.
     *
     * @param answer that has it, for its headers; or null
     */
    static VideoTask output(JsonNode json, Asked asked, RawAnswer answer) {
        Found found = Found.anywhereIn(json, asked.baseUri(), "video_url", "url").or(Found.of(json.path("images"), asked.baseUri()))
                .or(Found.of(json.path("image"), asked.baseUri())).or(Found.of(json.path("audio"), asked.baseUri()));
        VideoTask task = new VideoTask(asked.taskId(), asked.gateway(), TaskState.SUCCEEDED, null,
                found.url() == null ? List.of() : List.of(video(found.url(), json, asked)), null, null, null, null, null, null,
                null, null, billing(answer));
        return TaskShape.checked(task, found);
    }

    /** The size is told of the file beside it, and of no other. */
    private static Video video(String url, JsonNode json, Asked asked) {
        boolean ofThis = url.equals(Found.of(json.path("video"), asked.baseUri()).url());
        Long size = ofThis ? Json.whole(json.path("video"), "file_size") : null;
        return new Video(url, null, null, null, null, null, null, size == null || size <= 0 ? null : size);
    }

    private static Billing billing(RawAnswer answer) {
        String units = answer == null ? null : answer.headers().get(UNITS);
        try {
            BigDecimal number = units == null || units.length() > 20 ? null : new BigDecimal(units.strip());
            return number == null || number.signum() < 0 || Math.abs(number.scale()) > 20 ? null
                    : new Billing(null, null, Map.of(Billing.BILLABLE_UNITS, number.doubleValue()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
