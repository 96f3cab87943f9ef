package io.github.camelpika.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * A task that its gateway's moderation ended, told as an error of the query: HTTP 400 with
 * {@code {"code":"imagine:content-moderated","error":"Generated video rejected by content moderation."}}.
 */
final class Moderation {

    private static final Set<Integer> SAID_WITH = Set.of(400, 410, 422, 451);
    private static final Pattern CODE = Pattern.compile(
            "moderat|content[ _:-]*(?:policy|filter|violation|blocked|rejected)|policy[ _-]*violat|nsfw|unsafe|sensitive"
            + "|safety|prohibited|inappropriate|risk[ _-]*control", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORDS = Pattern.compile(
            "moderat|content (?:policy|filter)|(?:usage|safety|content) (?:policy|policies|guidelines?|system)|nsfw"
            + "|(?:sensitive|prohibited|inappropriate|unsafe) (?:content|words?|material)|敏感|违规|审核", Pattern.CASE_INSENSITIVE);

    private Moderation() {
    }

    /**
     * Whether it comes with a status that can be about what the task makes.
     */
    static boolean mayTell(GatewayError error) {
        return error.status() < 300 || SAID_WITH.contains(error.status());
    }

    /**
     * The task as it ended by that, or empty if the answer says something else.
     */
    static Optional<VideoTask> end(JsonNode json, GatewayError error, Asked asked) {
        boolean fine = error.status() < 300 && !AnswerReader.saysError(json);
        if (!json.isObject() || fine || !mayTell(error)) {
            return Optional.empty();
        }
        boolean moderated = error.code() != null && CODE.matcher(error.code()).find() || WORDS.matcher(error.message()).find();
        return moderated
                ? Optional.of(VideoTask.of(asked.taskId(), asked.gateway(), TaskState.RUNNING)
                        .failed(error.message(), error.code()))
                : Optional.empty();
    }
}
