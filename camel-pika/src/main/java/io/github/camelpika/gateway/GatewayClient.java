package io.github.camelpika.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Asks one gateway, with one key. Each call blocks its thread, is made once, and ends in one of a few results; nothing
 * is thrown for what a gateway or a line does.
 */
public final class GatewayClient {

    /** A query is answered within a second or two; after this the line is as good as dead. */
    public static final Duration QUERY_LIMIT = Duration.ofSeconds(30);
    /** Longer than a query's, because giving up on a submission leaves its fate unknown. */
    public static final Duration SUBMIT_LIMIT = Duration.ofMinutes(2);

    /** Refused for good, by the table in the gateways' notes; more of the same kind of 4xx by HTTP's definition. */
    private static final Set<Integer> REFUSED
            = Set.of(400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 421, 422, 426, 428, 431, 451);
    private static final Set<Integer> ABOUT_THE_KEY = Set.of(401, 402, 403);
    /** What was wrong with the question, and not with the task. */
    private static final Pattern ABOUT_THE_QUERY = Pattern.compile(
            "fetch|\\bi/o\\b|time[ds]?[ _-]*out|not[ _-]*(?:found|exist)|too many|unavailable|internal", Pattern.CASE_INSENSITIVE);
    private static final String TASK_NOT_EXIST = "task_not_exist";

    private final Gateway gateway;
    private final URI baseUri;
    private final Transport queries;
    private final Transport submissions;

    /**
     * @param queries     keeps connections; must neither retry nor follow redirects
     * @param submissions the same, but opens a new connection each time: a kept one that the gateway has just closed
     *                    would leave the fate of a submission unknown for nothing
     */
    public GatewayClient(Gateway gateway, URI baseUri, String apiKey, HttpClient queries, HttpClient submissions,
                         Timer timer) {
        this.gateway = gateway;
        this.baseUri = baseUri;
        this.queries = new Transport(queries, baseUri, apiKey, QUERY_LIMIT, timer);
        this.submissions = new Transport(submissions, baseUri, apiKey, SUBMIT_LIMIT, timer);
    }

    public Gateway gateway() {
        return gateway;
    }

    /**
     * Breaks off every query, under way or to come.
     */
    public void cancelQueries() {
        queries.cancelAll();
    }

    /**
     * Breaks off every submission, under way or to come. Those under way end as unknown.
     */
    public void cancelSubmissions() {
        submissions.cancelAll();
    }

    /**
     * Posts the request, once.
     */
    public Submission submit(GenerateRequest request) {
        try {
            return understandCreate(submissions.call(gateway.dialect().create(request)));
        } catch (CallFailedException e) {
            GatewayError error = GatewayError.noAnswer(e.getMessage(), true);
            return e.wasSent()
                    ? new Submission.Unknown(error.withRetryable(false),
                            TaskIdSearch.in(AnswerJson.in(e.heard()), e.heard()).orElse(null))
                    : new Submission.Refused(error);
        }
    }

    /**
     * A refusal is beyond doubt or it is none: whoever is told of one may post again. So it takes a status that means one,
     * in the API's own words, and no task id anywhere.
     */
    Submission understandCreate(RawAnswer answer) {
        JsonNode json = AnswerJson.in(answer.body());
        GatewayError error = AnswerReader.error(answer, json);
        boolean fine = answer.isSuccess() && (!AnswerReader.saysError(json) || isAccepted(json));
        Optional<String> taskId = gateway.dialect().taskId(json).filter(TaskIds::isGiven)
                .or(() -> fine ? TaskIdSearch.in(json) : TaskIdSearch.in(json, answer.body()));
        String named = taskId.or(() -> TaskIdSearch.in(json, answer.body())).orElse(answer.taskId());
        if (fine && taskId.isPresent()) {
            return new Submission.Accepted(taskId.get());
        }
        if (named == null && isRefusal(answer, json, error)) {
            return new Submission.Refused(error.withRetryable(error.status() == GatewayError.TOO_MANY_REQUESTS));
        }
        return new Submission.Unknown(fine && !answer.isHtml() ? withoutId(answer, json, named) : error, named);
    }

    /**
     * Some count their successes with a number of their own. Where the documentation has another one, that holds.
     */
    private boolean isAccepted(JsonNode json) {
        return !gateway.dialect().codeTellsErrors() && AnswerReader.saysSubmitted(json);
    }

    private boolean isRefusal(RawAnswer answer, JsonNode json, GatewayError error) {
        int status = error.status();
        boolean means = REFUSED.contains(status) || status == GatewayError.TOO_MANY_REQUESTS;
        if (answer.isSuccess()) {
            return gateway.dialect().codeTellsErrors() && AnswerReader.codeIsAnError(json)
                   && !AnswerReader.saysSubmitted(json) && (means || status < 300);
        }
        return means && (json.isObject() || answer.isPlain());
    }

    private static GatewayError withoutId(RawAnswer answer, JsonNode json, String named) {
        String said = answer.body().isBlank() ? "" : "; it says " + answer.body().strip();
        boolean elsewhere = json.isObject() || answer.body().isBlank();
        String what = named == null
                ? "with an answer that has no task id"
                : elsewhere ? "with an answer that has a task id only in an unexpected place" : "with an answer that"
                        + " is not a complete JSON object";
        return GatewayError.noAnswer("HTTP " + answer.status() + " " + what + answer.toldLocation() + said, false);
    }

    /**
     * Asks how a task is, once.
     *
     * @param fresh whether the task was accepted a moment ago, so that the gateway may not know its id yet
     */
    public Answer query(String taskId, boolean fresh) {
        try {
            return understandQuery(queries.call(gateway.dialect().query(taskId)), taskId, fresh);
        } catch (CallFailedException e) {
            return new Answer.Failed(GatewayError.noAnswer(e.getMessage(), e.isRetryable()));
        }
    }

    /**
     * Finds out whether the gateway is there and takes the key, by asking after a task that doesn't exist. JSON comes from
     * the gateway itself, whatever it says of such a task, and with whatever status; unless it is about the key, or asks to
     * slow down.
     *
     * @return what is wrong; empty if nothing is
     */
    public Optional<GatewayError> probe(String noTask) {
        try {
            RawAnswer answer = queries.call(gateway.dialect().query(noTask));
            JsonNode json = AnswerJson.in(answer.body());
            GatewayError error = AnswerReader.error(answer, json);
            boolean telling = !json.isContainerNode() || ABOUT_THE_KEY.contains(error.status()) || error.asksToSlowDown();
            return telling ? Optional.of(error) : Optional.empty();
        } catch (CallFailedException e) {
            return Optional.of(GatewayError.noAnswer(e.getMessage(), e.isRetryable()));
        }
    }

    Answer understandQuery(RawAnswer answer, String taskId, boolean fresh) {
        JsonNode json = AnswerJson.in(answer.body(), taskId);
        boolean fine = answer.isSuccess() && !AnswerReader.saysError(json);
        Asked asked = new Asked(taskId, gateway.name(), baseUri);
        Optional<VideoTask> told = (json.isObject() ? gateway.dialect().task(json, asked) : Optional.<VideoTask> empty())
                .filter(task -> fine || task.state().isEnded() && isAbout(taskId, answer, json));
        GatewayError error = AnswerReader.error(answer, json);
        return told.filter(task -> fine || mayTellOfAnEnd(error))
                .or(() -> Moderation.end(json, error, asked))
                .<Answer> map(Answer.Known::new)
                .orElseGet(() -> new Answer.Failed(doubted(told, whyNoTask(answer, json, fine, fresh))));
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

    private static GatewayError whyNoTask(RawAnswer answer, JsonNode json, boolean fine, boolean fresh) {
        GatewayError error = AnswerReader.error(answer, json);
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
