package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * The envelope dialect, as CometAPI documents it: the task in {@code data}, everything flat, numbers as strings. The word in
 * {@code state} is preferred to the number in {@code status}.
 */
final class CometShape implements TaskShape {

    private static final StateWords STATE = new StateWords("Envelope dialect")
            .with(TaskState.QUEUED, "pending")
            .with(TaskState.RUNNING, "running");

    private static final StateWords STATUS = new StateWords("Envelope dialect (status)")
            .with(TaskState.QUEUED, "0")
            .with(TaskState.RUNNING, "1")
            .with(TaskState.FAILED, "2")
            .with(TaskState.SUCCEEDED, "3");

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        JsonNode data = data(answer, asked.taskId());
        TaskState state = state(data);
        Found found = Found.anywhereIn(data, asked.baseUri(), "video_url", "result_url", "url");
        Video video = new Video(found.url(), null, Found.in(data, asked.baseUri(), "poster").url(), null,
                Found.in(data, asked.baseUri(), "last_frame").url(), null, null);
        return Optional.of(TaskShape.checked(new VideoTask(asked.taskId(), asked.gateway(), state, null,
                video.url() == null ? List.of() : List.of(video),
                Json.text(data, "prompt"), Json.whole(data, "point"), Json.whole(data, "refund"),
                Texts.clean(TaskShape.said(data, answer)), Texts.clean(TaskShape.code(data, answer)),
                Json.unixSeconds(data, "create_time"), Json.unixSeconds(data, "update_time")), found));
    }

    /**
     * The task itself, which a callback, and some gateways, send without an envelope, or in another one. An error has a
     * status, too, but neither a state nor the id of a task.
     */
    private static JsonNode data(JsonNode answer, String taskId) {
        JsonNode data = answer.path("data").isArray() ? TaskHolder.mine(answer.path("data"), taskId) : answer.path("data");
        if (data.has("state") || data.has("status")) {
            return data;
        }
        boolean bare = !data.isObject() && (answer.has("state") || answer.has("task_id"));
        return bare ? answer : TaskHolder.in(answer, taskId).orElse(data);
    }

    /**
     * A word in {@code state} that nobody documents says less than a number in {@code status} that somebody does.
     */
    private static TaskState state(JsonNode data) {
        String word = Json.text(data, "state");
        String number = Json.text(data, "status");
        TaskState state = STATE.read(word);
        if (!STATE.knows(word) && STATUS.knows(number)) {
            state = STATUS.read(number);
        }
        return state == null ? TaskState.RUNNING : state;
    }
}
