package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.VideoTask;

/**
 * How a gateway's requests are written and its answers read. No I/O, no state.
 * <p>
 * What has a default here is for gateways that differ in it. What an answer means is read by the same rules for all, unless
 * a gateway documents more than these rules can know; whoever reads it otherwise holds to two of them: a refusal is beyond
 * doubt or it is none, and whoever has given an id may have the job, whatever else the answer says.
 */
public interface Dialect {

    /**
     * How the key is shown.
     */
    default KeyHeader keyHeader() {
        return KeyHeader.BEARER;
    }

    /**
     * Whether the key is to be shown where a finished file is fetched from the gateway's own origin, too.
     */
    default boolean keyOpensFiles() {
        return true;
    }

    /**
     * The call that submits a job. Its request has passed {@link #problems}.
     */
    ApiCall create(Job job);

    /**
     * Whether a job that is posted again with its idempotency key and the same bytes is the same job, so that a POST whose
     * fate is not known may be repeated. The call of {@link #create} then carries the key.
     */
    default boolean takesIdempotencyKey() {
        return false;
    }

    /**
     * What the answer to {@link #create} means.
     *
     * @param baseUri that it was sent to
     */
    default Submission created(Job job, RawAnswer answer, URI baseUri) {
        return CreateAnswer.understood(this, job, answer);
    }

    /**
     * The id of the task in an answer that says no, or of which a part is missing: wherever it may stand.
     */
    default Optional<String> taskIdAnywhere(Job job, JsonNode json, String text) {
        return TaskIdSearch.in(json, text);
    }

    /**
     * The call that asks how a task is.
     */
    ApiCall query(String taskId);

    /**
     * The call that has to follow one that asked how a task is, as the answer tells only a part; empty if it tells all.
     */
    default Optional<ApiCall> next(ApiCall asked, RawAnswer answer, String taskId) {
        return Optional.empty();
    }

    /**
     * What the last answer to the question how a task is means.
     *
     * @param asked what was answered
     * @param fresh whether the task was accepted a moment ago, so that the gateway may not know its id yet
     */
    default Answer answered(ApiCall asked, RawAnswer answer, Asked about, boolean fresh) {
        return QueryAnswer.understood(this, answer, about, fresh);
    }

    /**
     * The error that an answer tells of. It is not retryable until somebody says so.
     */
    default GatewayError error(RawAnswer answer, JsonNode json) {
        return AnswerReader.error(answer, json);
    }

    /**
     * The call that gives a fresh address for the file of a task that has succeeded. Empty if {@link #query} gives it.
     */
    default Optional<ApiCall> freshAddress(String taskId) {
        return Optional.empty();
    }

    /**
     * The call that asks to stop a task. Empty if this gateway can't.
     */
    default Optional<ApiCall> cancel(String taskId) {
        return Optional.empty();
    }

    /**
     * Whether it has a call that asks to stop a task.
     */
    default boolean cancels() {
        return cancel("id").isPresent();
    }

    /**
     * What the answer to {@link #cancel} means.
     */
    default Reply<Cancellation> cancelled(RawAnswer answer) {
        JsonNode json = AnswerJson.in(answer.body());
        if (answer.isSuccess() && !answer.isHtml()) {
            return new Reply.Said<>(Cancellation.REQUESTED);
        }
        return answer.status() == 404 && json.isObject()
                ? new Reply.Said<>(Cancellation.NOT_FOUND) : new Reply.Failed<>(error(answer, json));
    }

    /**
     * The call that asks what a job would cost, which submits nothing. Empty if this gateway doesn't tell.
     */
    default Optional<ApiCall> quote(GenerateRequest request) {
        return Optional.empty();
    }

    /**
     * Whether it has a call that tells what a job would cost.
     */
    default boolean quotes() {
        return quote(GenerateRequest.of("a prompt")).isPresent();
    }

    /**
     * The price in the answer to {@link #quote}, in US dollars.
     */
    default Reply<BigDecimal> quoted(RawAnswer answer) {
        return new Reply.Failed<>(error(answer, AnswerJson.in(answer.body())));
    }

    /**
     * The call that asks where a file may be put that a job is to start from. Empty if this gateway takes none.
     *
     * @param contentType what the file is
     * @param size        in bytes
     */
    default Optional<ApiCall> uploadGrant(String contentType, long size) {
        return Optional.empty();
    }

    /**
     * Where a file may be put, by the answer to {@link #uploadGrant}.
     *
     * @param baseUri which an address that is only a path belongs to
     */
    default Reply<UploadGrant> granted(RawAnswer answer, URI baseUri) {
        return new Reply.Failed<>(error(answer, AnswerJson.in(answer.body())));
    }

    /**
     * How it gets a picture that is a file here.
     */
    default PictureForm pictureForm() {
        return uploadGrant("image/png", 1).isPresent() ? PictureForm.UPLOAD : PictureForm.NONE;
    }

    /**
     * What this dialect can't express, each in a sentence that names the option, the value and the way out.
     */
    List<String> problems(GenerateRequest request);

    /**
     * The same of a request that is still to get other parts, such as the one that the options of an endpoint make.
     */
    default List<String> problemsOfParts(GenerateRequest request) {
        return problems(request);
    }

    /**
     * Options of the request that this dialect has no field for, and that are left out.
     */
    List<String> leftOut(GenerateRequest request);

    /**
     * Values of the request that are sent, though no documentation has them: each in a sentence.
     */
    default List<String> doubts(GenerateRequest request) {
        return List.of();
    }

    /**
     * Whether a request needs a prompt.
     */
    default boolean needsPrompt(GenerateRequest request) {
        return true;
    }

    /**
     * Whether the styles that this gateway takes are all among those that are known.
     */
    default boolean hasKnownStyles() {
        return true;
    }

    /**
     * Whether a request can carry a callback URL.
     */
    boolean takesCallbacks();

    /**
     * How its callbacks are signed; empty if they are not, so that a callback is only known by its address.
     */
    default Optional<CallbackSigning> callbackSigning() {
        return Optional.empty();
    }

    /**
     * The id of the task that a callback is about.
     *
     * @param expected the task of the submission that the callback's address names; null if it is not known yet
     * @param kind     what was submitted
     */
    default Optional<String> calledBack(JsonNode callback, String expected, JobKind kind) {
        JsonNode data = callback.path("data").isObject() ? callback.path("data") : callback;
        return Optional.ofNullable(Json.text(data, "task_id"));
    }

    /**
     * Whether a task that has ended tells what it cost in points.
     */
    boolean tellsPoints();

    /**
     * Whether a task that has ended tells what it cost in US dollars.
     *
     * @param unitPrice whether the user has told the price of the units that the gateway counts in
     */
    default boolean tellsDollars(boolean unitPrice) {
        return false;
    }

    /**
     * Whether it is documented that a {@code code} other than that of success is an error, also with HTTP 200.
     */
    boolean codeTellsErrors();

    /**
     * The task id in the answer to a create call, if it is where the documentation has it.
     */
    Optional<String> taskId(JsonNode answer);

    /**
     * The task in the answer to a query, or empty if the answer has none.
     */
    Optional<VideoTask> task(JsonNode answer, Asked asked);
}
