package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * Dialect B's own form: the task with its {@code videos}, which are missing or empty early on.
 * <p>
 * {@code pending} is the only word these gateways have between queued and finished, so it counts as running: a task
 * of 20 minutes must not look as if it had stood in a queue for 15.
 */
final class PikaShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Dialect B")
            .with(TaskState.QUEUED, "queued", "submitted")
            .with(TaskState.RUNNING, "pending")
            .with(TaskState.SUCCEEDED, "finished")
            .with(TaskState.FAILED, "error");

    @Override
    public Optional<VideoTask> read(JsonNode answer, String taskId, String gateway) {
        List<Video> videos = new ArrayList<>();
        TaskState state = null;
        Integer progress = null;
        String error = null;
        for (JsonNode item : answer.path("videos")) {
            TaskState itemState = state(item);
            Video video = video(item);
            if (itemState == TaskState.SUCCEEDED) {
                if (video.url() == null) {
                    itemState = TaskState.RUNNING;
                } else {
                    videos.add(video);
                }
            } else if (itemState == TaskState.FAILED && error == null) {
                error = Texts.clean(Json.text(item, "error"));
            }
            state = together(state, itemState);
            progress = lower(progress, Json.percent(item, "progress"));
        }
        if (state == null) {
            // nothing says that it stands in a queue, so only the wait's own time-out may end it
            state = TaskState.RUNNING;
        }
        return Optional.of(TaskShape.checked(new VideoTask(taskId, gateway, state, progress,
                state == TaskState.SUCCEEDED ? videos : List.of(), Json.text(answer, "promptText"), null, null,
                state == TaskState.FAILED ? error : null, null, null)));
    }

    private static TaskState state(JsonNode item) {
        TaskState state = WORDS.read(Json.text(item, "status"));
        Integer progress = Json.percent(item, "progress");
        boolean moves = progress != null && progress > 0;
        return state == null || state == TaskState.QUEUED && moves ? TaskState.RUNNING : state;
    }

    /**
     * Several videos of one task: it is in progress until each has ended, and succeeded if one did.
     */
    private static TaskState together(TaskState one, TaskState other) {
        if (one == null || one == other) {
            return other;
        }
        if (one.isEnded() && other.isEnded()) {
            return TaskState.SUCCEEDED;
        }
        return TaskState.RUNNING;
    }

    private static Integer lower(Integer one, Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.min(one, other));
    }

    private static Video video(JsonNode item) {
        return new Video(Json.url(item, "resultUrl"), Json.url(item, "sharingUrl"), Json.url(item, "videoPoster"),
                Json.url(item, "imageThumb"), null, Json.decimal(item, "duration"), Json.whole(item, "seed"));
    }
}
