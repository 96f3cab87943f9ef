package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.VideoTask;

/**
 * Pika's own API: {@code POST /v1/media/{api_id}} and {@code GET /v1/media/jobs/{id}}, as public clients of it use them.
 */
final class PikaDialect implements ModelsDialect {

    private static final KeyHeader KEY = new KeyHeader("X-API-Key", "");
    private static final String JOBS = "/v1/media/jobs/";
    private static final PikaJobShape SHAPE = new PikaJobShape();
    private static final Models MODELS = PikaModels.ALL;

    @Override
    public boolean tellsDollars(boolean unitPrice) {
        return true;
    }

    @Override
    public KeyHeader keyHeader() {
        return KEY;
    }

    @Override
    public boolean keyOpensFiles() {
        return false;
    }

    @Override
    public ApiCall create(Job job) {
        Model model = MODELS.choose(job.request()).model();
        return new ApiCall("POST", "/v1/media/" + model.id(), Map.of("Idempotency-Key", job.idempotencyKey()),
                model.body(job.request()));
    }

    @Override
    public boolean takesIdempotencyKey() {
        return true;
    }

    /**
     * A job may have ended when it is accepted, and what failed so comes under HTTP 402 or 503, too: its document says more
     * than the status.
     */
    @Override
    public Submission created(Job job, RawAnswer answer, URI baseUri) {
        JsonNode json = AnswerJson.in(answer.body());
        String id = Json.text(json, "id");
        boolean told = answer.isSuccess() || SHAPE.isFailed(json) && mayComeWith(answer.status());
        if (id != null && TaskIds.isGiven(id.strip()) && SHAPE.isJob(json) && told) {
            return new Submission.Accepted(id.strip());
        }
        Submission understood = CreateAnswer.understood(this, job, answer);
        boolean ofAnotherBody = answer.status() == 409 && understood instanceof Submission.Unknown unknown && unknown.taskId() == null
                                && json.isObject();
        return ofAnotherBody ? new Submission.Refused(error(answer, json).withMessage(
                "the Idempotency-Key of this job was used with another body, so this one was not submitted: " + error(answer, json).message()))
                : understood;
    }

    /** Documented for what failed; with any other status, the answer may be about the question. */
    private static boolean mayComeWith(int status) {
        return status == 402 || status == 503;
    }

    @Override
    public ApiCall query(String taskId) {
        return ApiCall.get(JOBS + ApiCall.segment(taskId));
    }

    /**
     * The document of a job is about the job, whatever error it has in it; and what failed may come with a status for that.
     */
    @Override
    public Answer answered(ApiCall asked, RawAnswer answer, Asked about, boolean fresh) {
        JsonNode json = AnswerJson.in(answer.body(), about.taskId());
        boolean mine = TaskHolder.isNamed(json, about.taskId()) && SHAPE.isJob(json) && !AnswerReader.codeIsAnError(json);
        return mine && (answer.isSuccess() || SHAPE.isFailed(json) && mayComeWith(answer.status()))
                ? new Answer.Known(SHAPE.read(json, about).orElseThrow())
                : QueryAnswer.understood(this, answer, about, fresh);
    }

    @Override
    public GatewayError error(RawAnswer answer, JsonNode json) {
        return AnswerReader.error(answer, json).withRequestId(answer.headers().get("x-request-id"));
    }

    @Override
    public Optional<ApiCall> freshAddress(String taskId) {
        return Optional.of(ApiCall.get(JOBS + ApiCall.segment(taskId) + "/content"));
    }

    @Override
    public Optional<ApiCall> quote(GenerateRequest request) {
        Model model = MODELS.choose(request).model();
        return Optional.of(new ApiCall("POST", "/catalog/apis/" + ApiCall.segment(model.id()) + "/quote", model.body(request)));
    }

    @Override
    public Reply<BigDecimal> quoted(RawAnswer answer) {
        JsonNode json = AnswerJson.in(answer.body());
        Optional<BigDecimal> price = answer.isSuccess() ? PikaQuote.in(json) : Optional.empty();
        return price.isPresent() ? new Reply.Said<>(price.get()) : new Reply.Failed<>(error(answer, json));
    }

    @Override
    public Optional<ApiCall> uploadGrant(String contentType, long size) {
        return Optional.of(new ApiCall("POST", "/v1/media/uploads",
                JsonNodeFactory.instance.objectNode().put("content_type", contentType).put("size_bytes", size)));
    }

    @Override
    public Reply<UploadGrant> granted(RawAnswer answer, URI baseUri) {
        JsonNode json = AnswerJson.in(answer.body());
        String uploadUrl = Json.text(json, "upload_url");
        String url = Found.in(json, baseUri, "url").url();
        if (!answer.isSuccess() || uploadUrl == null || url == null) {
            return new Reply.Failed<>(error(answer, json));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers").properties().forEach(header -> {
            if (header.getValue().isValueNode() && !header.getValue().isNull()) {
                headers.put(header.getKey(), header.getValue().asText());
            }
        });
        return new Reply.Said<>(new UploadGrant(uploadUrl, headers, url));
    }

    @Override
    public Models models() {
        return MODELS;
    }

    /** Pika fetches files by itself, and only so. A video's address is checked for all gateways. */
    @Override
    public Optional<String> pictureProblem(String option, String address) {
        return RequestCheck.isHttpUrl(address) ? Optional.empty()
                : Optional.of(option + " '" + RequestCheck.shorten(address)
                              + "' is not a URL: this gateway fetches the image from an https:// address");
    }

    @Override
    public boolean takesCallbacks() {
        return false;
    }

    @Override
    public Optional<String> taskId(JsonNode answer) {
        return Optional.ofNullable(Json.text(answer, "id"));
    }

    @Override
    public Optional<VideoTask> task(JsonNode answer, Asked asked) {
        return SHAPE.read(answer, asked);
    }
}
