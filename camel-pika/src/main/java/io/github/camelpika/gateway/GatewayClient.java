package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
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

    private static final Set<Integer> ABOUT_THE_KEY = Set.of(401, 402, 403);
    /** Of those that answer one question, so that no answer can have one follow another for ever. */
    private static final int MOST_CALLS = 3;

    private final Gateway gateway;
    private final URI baseUri;
    private final Transport queries;
    private final Transport submissions;

    /**
     * @param apiKey      null for calls that need none
     * @param queries     keeps connections; must neither retry nor follow redirects
     * @param submissions the same, but opens a new connection each time: a kept one that the gateway has just closed
     *                    would leave the fate of a submission unknown for nothing
     */
    public GatewayClient(Gateway gateway, URI baseUri, String apiKey, HttpClient queries, HttpClient submissions,
                         Timer timer) {
        this.gateway = gateway;
        this.baseUri = baseUri;
        this.queries = new Transport(queries, baseUri, gateway.dialect().keyHeader(), apiKey, QUERY_LIMIT, timer);
        this.submissions = new Transport(submissions, baseUri, gateway.dialect().keyHeader(), apiKey, SUBMIT_LIMIT, timer);
    }

    public Gateway gateway() {
        return gateway;
    }

    public URI baseUri() {
        return baseUri;
    }

    /**
     * Takes another key for each call that is made from now on.
     */
    public void useKey(String apiKey) {
        queries.useKey(apiKey);
        submissions.useKey(apiKey);
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
     * Posts the job, once.
     */
    public Submission submit(Job job) {
        try {
            return understandCreate(job, submissions.call(job.call() == null ? dialect().create(job) : job.call()));
        } catch (CallFailedException e) {
            GatewayError error = GatewayError.noAnswer(e.getMessage(), true);
            return e.wasSent()
                    ? new Submission.Unknown(error.withRetryable(false),
                            dialect().taskIdAnywhere(job, AnswerJson.in(e.heard()), e.heard()).orElse(null))
                    : new Submission.Refused(error);
        }
    }

    Submission understandCreate(Job job, RawAnswer answer) {
        return dialect().created(job, answer, baseUri);
    }

    /**
     * Asks how a task is, once.
     *
     * @param fresh whether the task was accepted a moment ago, so that the gateway may not know its id yet
     */
    public Answer query(String taskId, boolean fresh) {
        return query(taskId, fresh, () -> { });
    }

    /**
     * @param another told of each further call that the answer takes, before it is made
     */
    public Answer query(String taskId, boolean fresh, Runnable another) {
        ApiCall call = dialect().query(taskId);
        try {
            RawAnswer answer = queries.call(call);
            for (int i = 1; i < MOST_CALLS; i++) {
                Optional<ApiCall> next = dialect().next(call, answer, taskId);
                if (next.isEmpty()) {
                    break;
                }
                call = next.get();
                another.run();
                answer = queries.call(call);
            }
            return understandQuery(call, answer, taskId, fresh);
        } catch (CallFailedException e) {
            return new Answer.Failed(GatewayError.noAnswer(e.getMessage(), e.isRetryable()));
        }
    }

    /**
     * Asks for a fresh address of a task's file, once. Only of a gateway that has a call for it.
     */
    public Reply<String> freshAddress(String taskId) {
        return ask(dialect().freshAddress(taskId).orElseThrow(), answer -> {
            JsonNode json = AnswerJson.in(answer.body());
            Found found = Found.of(json, baseUri);
            return answer.isSuccess() && found.url() != null
                    ? new Reply.Said<>(found.url()) : new Reply.Failed<>(dialect().error(answer, json));
        });
    }

    Answer understandQuery(ApiCall call, RawAnswer answer, String taskId, boolean fresh) {
        return dialect().answered(call, answer, new Asked(taskId, gateway.name(), baseUri), fresh);
    }

    /**
     * Asks to cancel a task, once. Only of a gateway that has a call for it.
     */
    public Reply<Cancellation> cancel(String taskId) {
        return ask(dialect().cancel(taskId).orElseThrow(), dialect()::cancelled);
    }

    /**
     * Asks what a job would cost in US dollars, once. Only of a gateway that has a call for it.
     *
     * @param request has passed {@link Dialect#problems}
     */
    public Reply<BigDecimal> quote(GenerateRequest request) {
        return ask(dialect().quote(request).orElseThrow(), dialect()::quoted);
    }

    /**
     * Asks where a file may be put, once. Only of a gateway that takes files.
     */
    public Reply<UploadGrant> grant(String contentType, long size) {
        return ask(dialect().uploadGrant(contentType, size).orElseThrow(), answer -> dialect().granted(answer, baseUri));
    }

    private <T> Reply<T> ask(ApiCall call, Function<RawAnswer, Reply<T>> meaning) {
        try {
            Reply<T> reply = meaning.apply(queries.call(call));
            return reply instanceof Reply.Failed<T> failed ? new Reply.Failed<>(failed.error().withRetryable(passes(failed.error()))) : reply;
        } catch (CallFailedException e) {
            return new Reply.Failed<>(GatewayError.noAnswer(e.getMessage(), e.isRetryable()));
        }
    }

    private static boolean passes(GatewayError error) {
        return error.asksToSlowDown() || error.status() == 408 || error.status() >= 500;
    }

    private Dialect dialect() {
        return gateway.dialect();
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
            RawAnswer answer = queries.call(dialect().query(noTask));
            JsonNode json = AnswerJson.in(answer.body());
            GatewayError error = dialect().error(answer, json);
            boolean telling = !json.isContainerNode() || ABOUT_THE_KEY.contains(error.status()) || error.asksToSlowDown();
            return telling ? Optional.of(error) : Optional.empty();
        } catch (CallFailedException e) {
            return Optional.of(GatewayError.noAnswer(e.getMessage(), e.isRetryable()));
        }
    }
}
