package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
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
    Optional<VideoTask> read(JsonNode answer, Asked asked);

    /**
     * The forms that only carry a state, one video and a reason.
     */
    static Optional<VideoTask> simple(
            Asked asked, TaskState state, Integer progress, Found found, Double duration, String error, String code) {
        VideoTask task = new VideoTask(asked.taskId(), asked.gateway(), state == null ? TaskState.RUNNING : state, progress,
                found.url() == null ? List.of() : List.of(video(found.url(), duration)), null, null, null, Texts.clean(error),
                Texts.clean(code), null, null);
        return Optional.of(checked(task, found));
    }

    /**
     * A success without a video to fetch is none yet, as the address may follow, and none at all where the address is
     * one that nothing can be fetched from. And a video before the success is none yet: it may be a part or a placeholder.
     *
     * @param task  with what its gateway says, whatever its state
     * @param found where its first video is
     */
    static VideoTask checked(VideoTask task, Found found) {
        VideoTask bare = task.ended(task.state(), null);
        return switch (task.state()) {
            case SUCCEEDED -> !task.videos().isEmpty() ? bare : withoutAddress(task, found);
            case FAILED -> bare.failed(task.error() == null ? "the gateway gave no reason" : task.error(), task.errorCode());
            default -> bare.withoutVideos();
        };
    }

    private static VideoTask withoutAddress(VideoTask task, Found found) {
        String said = task.error() == null ? "" : ": " + task.error();
        return found.unusable() == null
                ? task.lackingAddress(Texts.clean(task.gateway() + " reports success, but gives no address of a video" + said))
                : task.failed(Texts.clean(task.gateway() + " reports success, but gives an address that can't be used: '"
                                          + RequestCheck.shorten(found.unusable()) + "'" + said), task.errorCode());
    }

    /**
     * What the task says of itself, or else the answer that has it.
     */
    static String said(JsonNode task, JsonNode answer) {
        String said = Reason.said(task);
        return said == null ? Reason.said(answer) : said;
    }

    /**
     * The code for why it failed, of the task, or else of the answer that has it.
     */
    static String code(JsonNode task, JsonNode answer) {
        String code = Reason.codeSaid(task);
        return code == null ? Reason.codeSaid(answer) : code;
    }

    static Video video(String url, Double duration) {
        return new Video(url, null, null, null, null, duration, null);
    }
}
