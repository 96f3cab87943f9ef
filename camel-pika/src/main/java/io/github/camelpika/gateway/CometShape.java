package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * Dialect A, as CometAPI documents it: the task in {@code data}, everything flat, numbers as strings. The word in
 * {@code state} is preferred to the number in {@code status}.
 */
final class CometShape implements TaskShape {

    private static final StateWords STATE = new StateWords("Dialect A")
            .with(TaskState.QUEUED, "pending")
            .with(TaskState.RUNNING, "running")
            .with(TaskState.SUCCEEDED, "succeeded", "success")
            .with(TaskState.FAILED, "error", "failed");

    private static final StateWords STATUS = new StateWords("Dialect A (status)")
            .with(TaskState.QUEUED, "0")
            .with(TaskState.RUNNING, "1")
            .with(TaskState.FAILED, "2")
            .with(TaskState.SUCCEEDED, "3");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        return Optional.of(readData(answer.path("data"), taskId, gateway));
    }

    /**
     * Reads the {@code data} object, which is also what a callback carries.
     */
    static VideoTask readData(JsonNode data, String taskId, String gateway) {
        TaskState state = state(data);
        Video video = new Video(Json.url(data, "video_url"), null, Json.url(data, "poster"), null,
                Json.url(data, "last_frame"), null, null);
        return TaskShape.checked(new VideoTask(taskId, gateway, state, null,
                video.url() == null ? List.of() : List.of(video),
                Json.text(data, "prompt"), Json.whole(data, "point"), Json.whole(data, "refund"),
                state == TaskState.FAILED ? Texts.clean(Json.text(data, "msg")) : null,
                Json.unixSeconds(data, "create_time"), Json.unixSeconds(data, "update_time")));
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
