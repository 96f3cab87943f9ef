package io.github.camelpika.gateway;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;

/**
 * What the answer to a submission means, at a gateway that documents no more than where the task id is.
 * <p>
 * A refusal is beyond doubt or it is none: whoever is told of one may post again. So it takes a status that means one,
 * in the API's own words, and no task id anywhere.
 */
final class CreateAnswer {

    /** Refused for good, by the table in the gateways' notes; more of the same kind of 4xx by HTTP's definition. */
    private static final Set<Integer> REFUSED
            = Set.of(400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 421, 422, 426, 428, 431, 451);

    private final Dialect dialect;
    private final RawAnswer answer;
    private final JsonNode json;

    private CreateAnswer(Dialect dialect, RawAnswer answer) {
        this.dialect = dialect;
        this.answer = answer;
        this.json = AnswerJson.in(answer.body());
    }

    static Submission understood(Dialect dialect, Job job, RawAnswer answer) {
        return new CreateAnswer(dialect, answer).submission(job);
    }

    private Submission submission(Job job) {
        boolean fine = answer.isSuccess() && (!AnswerReader.saysError(json) || isAccepted());
        Optional<String> taskId = dialect.taskId(json).filter(TaskIds::isGiven)
                .or(() -> fine ? TaskIdSearch.in(json) : dialect.taskIdAnywhere(job, json, answer.body()));
        if (fine && taskId.isPresent()) {
            return new Submission.Accepted(taskId.get());
        }
        String named = taskId.or(() -> dialect.taskIdAnywhere(job, json, answer.body())).orElse(answer.taskId());
        GatewayError error = dialect.error(answer, json);
        if (named == null && isRefusal(error)) {
            return new Submission.Refused(error.withRetryable(error.status() == GatewayError.TOO_MANY_REQUESTS));
        }
        return new Submission.Unknown(fine && !answer.isHtml() ? withoutId(named) : error, named);
    }

    /**
     * Some count their successes with a number of their own. Where the documentation has another one, that holds.
     */
    private boolean isAccepted() {
        return !dialect.codeTellsErrors() && AnswerReader.saysSubmitted(json);
    }

    private boolean isRefusal(GatewayError error) {
        int status = error.status();
        boolean means = REFUSED.contains(status) || status == GatewayError.TOO_MANY_REQUESTS;
        if (answer.isSuccess()) {
            return dialect.codeTellsErrors() && AnswerReader.codeIsAnError(json)
                   && !AnswerReader.saysSubmitted(json) && (means || status < 300);
        }
        return means && (json.isObject() || answer.isPlain());
    }

    private GatewayError withoutId(String named) {
        String said = answer.body().isBlank() ? "" : "; it says " + answer.body().strip();
        boolean elsewhere = json.isObject() || answer.body().isBlank();
        String what = named == null
                ? "with an answer that has no task id"
                : elsewhere ? "with an answer that has a task id only in an unexpected place" : "with an answer that is not a complete JSON object";
        return GatewayError.noAnswer("HTTP " + answer.status() + " " + what + answer.toldLocation() + said, false);
    }
}
