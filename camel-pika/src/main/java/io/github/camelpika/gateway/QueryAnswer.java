package io.github.camelpika.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.VideoTask;

/**
 * What the answer to a query means, at a gateway that documents no more than where the task is in it.
 */
final class QueryAnswer {

    /** What was wrong with the question, and not with the task. */
    private static final Pattern ABOUT_THE_QUERY = Pattern.compile(
            "fetch|\\bi/o\\b|time[ds]?[ _-]*out|not[ _-]*(?:found|exist)|too many|unavailable|internal", Pattern.CASE_INSENSITIVE);
    private static final String TASK_NOT_EXIST = "task_not_exist";

    private QueryAnswer() {
    }

    static Answer understood(Dialect dialect, RawAnswer answer, Asked asked, boolean fresh) {
        JsonNode json = AnswerJson.in(answer.body(), asked.taskId());
        boolean fine = answer.isSuccess() && !AnswerReader.saysError(json);
        Optional<VideoTask> told = (json.isObject() ? dialect.task(json, asked) : Optional.<VideoTask> empty())
                .filter(task -> fine || task.state().isEnded() && isAbout(asked.taskId(), answer, json));
        if (fine && told.isPresent()) {
            return new Answer.Known(told.get());
        }
        GatewayError error = dialect.error(answer, json);
        return told.filter(task -> mayTellOfAnEnd(error))
                .or(() -> Moderation.end(json, error, asked))
                .<Answer> map(Answer.Known::new)
                .orElseGet(() -> new Answer.Failed(doubted(told, whyNoTask(answer, json, error, fine, fresh))));
    }

    /**
     * Others tell of the key, of a rate, of a server in trouble; a server that has one for each refusal has a code beside it.
     */
    private static boolean mayTellOfAnEnd(GatewayError error) {
        boolean withACode = error.status() == 500 && error.code() != null && !error.code().startsWith("5");
        return (withACode || Moderation.mayTell(error)) && !ABOUT_THE_QUERY.matcher(error.describe()).find();
    }

    /**
     * An end that is told with a status for another thing, such as that of a server in trouble, is not believed until it was
     * told for long enough.
     */
    private static GatewayError doubted(Optional<VideoTask> end, GatewayError error) {
        return end.isPresent() && error.status() >= 500 ? error.withRetryable(false) : error;
    }

    /**
     * An error may have the end of the task in it, but only one that is about this task.
     */
    private static boolean isAbout(String taskId, RawAnswer answer, JsonNode json) {
        return answer.isSuccess() || json.path("data").has("state") || TaskIdSearch.names(json, taskId);
    }

    private static GatewayError whyNoTask(RawAnswer answer, JsonNode json, GatewayError error, boolean fine, boolean fresh) {
        if (!fine) {
            return error.withRetryable(mayAskAgain(error, fresh));
        }
        if (json.isObject()) {
            return error.withRetryable(true);
        }
        return answer.isHtml() ? error : GatewayError.noAnswer(
                "HTTP " + answer.status() + " with an answer that is not a complete JSON object", true);
    }

    private static boolean mayAskAgain(GatewayError error, boolean fresh) {
        boolean notExist = TASK_NOT_EXIST.equals(error.code()) || error.message().contains(TASK_NOT_EXIST);
        if (notExist) {
            return fresh;
        }
        int status = error.status();
        return status < 300 || status >= 500 || status == GatewayError.TOO_MANY_REQUESTS || status == 408;
    }
}
