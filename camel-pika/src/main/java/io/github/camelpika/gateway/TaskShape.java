package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * One of the forms in which a query is answered.
 */
@FunctionalInterface
interface TaskShape {

    /**
     * The task, if the answer has this form.
     */
    Optional<VideoTask> read(JsonNode answer, String taskId, String gateway);

    /**
     * The forms that only carry a state, one video and a reason.
     */
    static Optional<VideoTask> simple(
            String taskId, String gateway, TaskState state, Integer progress, Video video, String error) {
        List<Video> videos = video.url() == null ? List.of() : List.of(video);
        return Optional.of(checked(new VideoTask(taskId, gateway, state == null ? TaskState.RUNNING : state, progress,
                videos, null, null, null, state == TaskState.FAILED ? Texts.clean(error) : null, null, null)));
    }

    /**
     * A success without a video to fetch is none yet: the address may follow, and if it doesn't, the wait's deadline
     * ends it with the id kept. And a video before the success is none yet: it may be a part or a placeholder.
     */
    static VideoTask checked(VideoTask task) {
        if (task.state() == TaskState.SUCCEEDED && task.videos().isEmpty()) {
            return task.ended(TaskState.RUNNING, null);
        }
        if (task.state() == TaskState.FAILED && task.error() == null) {
            return task.ended(TaskState.FAILED, "the gateway gave no reason").withoutVideos();
        }
        return task.state() == TaskState.SUCCEEDED ? task : task.withoutVideos();
    }

    static Video video(String url, Double duration) {
        return new Video(url, null, null, null, null, duration, null);
    }
}
