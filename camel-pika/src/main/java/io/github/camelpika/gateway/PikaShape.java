package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * The plain dialect's own form: the task with its {@code videos}, which are missing or empty early on.
 * <p>
 * {@code pending} is the only word these gateways have between queued and finished, so it counts as running: a task
 * of 20 minutes must not look as if it had stood in a queue for 15.
 */
final class PikaShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Plain dialect")
            .with(TaskState.QUEUED, "queued", "submitted")
            .with(TaskState.RUNNING, "pending");

    private static final String[] FILE = { "resultUrl", "result_url", "video_url", "videoUrl", "url" };

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        List<Video> videos = new ArrayList<>();
        TaskState state = null;
        Integer progress = null;
        String error = null;
        String code = null;
        Found found = Found.NOTHING;
        for (JsonNode item : items(answer)) {
            TaskState itemState = state(item);
            Found file = item.isTextual() ? Found.of(item, asked.baseUri()) : Found.anywhereIn(item, asked.baseUri(), FILE);
            if (itemState == TaskState.SUCCEEDED || itemState == null) {
                found = found.or(file);
                if (file.url() != null) {
                    videos.add(video(item, file, asked));
                }
            } else if (itemState == TaskState.FAILED && error == null) {
                error = Reason.said(item);
                code = Reason.codeSaid(item);
            }
            state = together(state, itemState);
            progress = lower(progress, Json.percent(item, "progress"));
        }
        state = whole(answer, state);
        return Optional.of(TaskShape.checked(new VideoTask(asked.taskId(), asked.gateway(), state, progress, videos,
                Json.text(answer, "promptText"), null, null, Texts.clean(error == null ? Reason.said(answer) : error),
                Texts.clean(code == null ? Reason.codeSaid(answer) : code), null, null), found));
    }

    /**
     * The videos, or the answer itself, if it has no videos but a state.
     */
    private static Iterable<JsonNode> items(JsonNode answer) {
        boolean flat = answer.path("videos").isEmpty() && Found.anywhereIn(answer, null, FILE) != Found.NOTHING
                       && Json.text(answer, "status", "state") != null;
        return flat ? List.of(answer) : answer.path("videos");
    }

    /**
     * What the task as a whole says, beside its videos: they may be missing when it failed. Where nothing says that it
     * stands in a queue, only the wait's own time-out may end it.
     */
    private static TaskState whole(JsonNode answer, TaskState ofVideos) {
        String word = Json.text(answer, "status", "state");
        boolean certain = answer.has("videos") || answer.has("id") || answer.has("task_id") || answer.has("taskId");
        boolean vague = StateWords.isOfAnyAnswer(word);
        boolean told = WORDS.knows(word) && WORDS.read(word).isEnded()
                       && (!vague || certain && WORDS.read(word) == TaskState.FAILED);
        TaskState state = told ? WORDS.read(word) : null;
        boolean failed = state == TaskState.FAILED || state == TaskState.CANCELLED;
        if (ofVideos == null || failed && !ofVideos.isEnded()) {
            return state == null ? TaskState.RUNNING : state;
        }
        return ofVideos;
    }

    private static TaskState state(JsonNode item) {
        TaskState state = WORDS.read(Json.text(item, "status", "state"));
        Integer progress = Json.percent(item, "progress");
        boolean moves = progress != null && progress > 0;
        return (state == null || state == TaskState.QUEUED) && moves ? TaskState.RUNNING : state;
    }

    /**
     * Several videos of one task, of which those without a state say nothing: it is in progress until each has ended, and succeeded if one did.
     */
    private static TaskState together(TaskState one, TaskState other) {
        if (one == null || one == other) {
            return other;
        }
        if (other == null) {
            return one;
        }
        if (one.isEnded() && other.isEnded()) {
            return TaskState.SUCCEEDED;
        }
        return TaskState.RUNNING;
    }

    private static Integer lower(Integer one, Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.min(one, other));
    }

    private static Video video(JsonNode item, Found file, Asked asked) {
        return new Video(file.url(), url(item, asked, "sharingUrl"), url(item, asked, "videoPoster"),
                url(item, asked, "imageThumb"), null, Json.decimal(item, "duration"), Json.whole(item, "seed"));
    }

    private static String url(JsonNode item, Asked asked, String field) {
        return Found.in(item, asked.baseUri(), field).url();
    }
}
