package io.github.camelpika.gateway;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.Ratio;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

/**
 * fal's queue: {@code POST /{model}}, then {@code GET /{app}/requests/{id}/status}, and when that is done
 * {@code GET /{app}/requests/{id}}, as fal documents them.
 */
final class FalDialect implements ModelsDialect {

    private static final KeyHeader KEY = new KeyHeader("Authorization", "Key");
    private static final CallbackSigning SIGNING = new FalSigning();
    private static final FalShape SHAPE = new FalShape();
    private static final Models MODELS = FalModels.ALL;
    private static final String STATUS = "/status?logs=0";
    private static final String RESPONSE = "/response";
    /** As it stands in an answer that was cut, or says no, or has only the addresses of the task. */
    private static final Pattern REQUEST_ID = Pattern.compile("(?:\"(?:gateway_)?request_id\"\\s*+:\\s*+\"\\s*+"
            + "|_url\"\\s*+:\\s*+\"[^\"\\s]{1,500}?/requests/)([\\w.:~-]{1,200})(?=[\"/?\\s\\\\])");
    private static final String[] ADDRESSES = { "response_url", "status_url", "cancel_url" };
    private static final Pattern DATA_URI = Pattern.compile("(?i:data:image/)[\\w.+-]+;(?i:base64),[A-Za-z0-9+/]+=*");

    @Override
    public boolean tellsDollars(boolean unitPrice) {
        return unitPrice;
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
        GenerateRequest request = job.request();
        Model model = MODELS.choose(request).model();
        ObjectNode body = model.body(request);
        if (model.isDocumented() && model.input("ratio").isPresent() && !body.has("aspect_ratio")) {
            body.put("aspect_ratio", Ratio.DEFAULT.toString());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-app-fal-disable-fallback", "true");
        if (job.startWithin() != null) {
            headers.put("X-Fal-Request-Timeout", String.valueOf(seconds(job.startWithin())));
        }
        String webhook = request.callbackUrl() == null ? "" : "?fal_webhook=" + URLEncoder.encode(request.callbackUrl(), StandardCharsets.UTF_8);
        return new ApiCall("POST", "/" + model.id() + webhook, headers, body);
    }

    /** Up, so that fal gives a task up no sooner than the wait for it. */
    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }

    /**
     * The three addresses tell the app, if they are of the gateway's own; else the model's id does.
     */
    @Override
    public Submission created(Job job, RawAnswer answer, URI baseUri) {
        JsonNode json = AnswerJson.in(answer.body());
        Submission understood = CreateAnswer.understood(this, job, answer);
        if (understood instanceof Submission.Accepted accepted) {
            String taskId = Stream.of(ADDRESSES).flatMap(field -> FalTaskId.at(Json.text(json, field), baseUri).stream())
                    .filter(id -> id.requestId().equals(accepted.taskId()) && TaskIds.isSane(id.toString())).findFirst()
                    .orElseGet(() -> ofModel(job, accepted.taskId())).toString();
            // one that is longer with its app could be neither kept nor asked after
            return TaskIds.isSane(taskId) ? new Submission.Accepted(taskId) : new Submission.Unknown(error(answer, json), accepted.taskId());
        }
        return understood instanceof Submission.Unknown unknown && unknown.taskId() != null
                ? new Submission.Unknown(unknown.error(), ofModel(job, unknown.taskId()).toString())
                : understood;
    }

    private static FalTaskId ofModel(Job job, String requestId) {
        return FalTaskId.of(MODELS.choose(job.request()).model().id(), requestId);
    }

    @Override
    public Optional<String> taskIdAnywhere(Job job, JsonNode json, String text) {
        Matcher cut = REQUEST_ID.matcher(text);
        return cut.find() ? Optional.of(cut.group(1)).filter(TaskIds::isGiven) : TaskIdSearch.in(json, text);
    }

    @Override
    public ApiCall query(String taskId) {
        return ApiCall.get(FalTaskId.parse(taskId).path() + STATUS);
    }

    @Override
    public Optional<ApiCall> next(ApiCall asked, RawAnswer answer, String taskId) {
        String result = FalTaskId.parse(taskId).path();
        if (asked.path().endsWith(STATUS)) {
            boolean done = answer.isSuccess() && FalShape.isCompleted(AnswerJson.in(answer.body()));
            return done ? Optional.of(ApiCall.get(result)) : Optional.empty();
        }
        boolean elsewhere = answer.status() == 404 || answer.status() == 405;
        return elsewhere && asked.path().equals(result) ? Optional.of(ApiCall.get(result + RESPONSE)) : Optional.empty();
    }

    @Override
    public Answer answered(ApiCall asked, RawAnswer answer, Asked about, boolean fresh) {
        JsonNode json = AnswerJson.in(answer.body());
        boolean ofStatus = asked.path().endsWith(STATUS);
        if (answer.isSuccess() && FalShape.isStatus(json)) {
            return new Answer.Known(FalShape.status(json, about));
        }
        if (ofStatus) {
            return QueryAnswer.understood(this, answer, about, fresh);
        }
        if (answer.isSuccess() && json.isObject()) {
            return new Answer.Known(FalShape.output(json, about, answer));
        }
        VideoTask running = VideoTask.of(about.taskId(), about.gateway(), TaskState.RUNNING);
        if (FalError.isStillInProgress(answer, json)) {
            return new Answer.Known(running);
        }
        GatewayError error = error(answer, json);
        if (FalError.isTheResult(answer, json, FalTaskId.parse(about.taskId()).requestId())) {
            return new Answer.Known(FalError.end(running, error.message(), error.code()));
        }
        return QueryAnswer.understood(this, answer, about, fresh);
    }

    @Override
    public GatewayError error(RawAnswer answer, JsonNode json) {
        return FalError.of(answer, json);
    }

    @Override
    public Optional<ApiCall> cancel(String taskId) {
        return Optional.of(new ApiCall("PUT", FalTaskId.parse(taskId).path() + "/cancel", null));
    }

    @Override
    public Reply<Cancellation> cancelled(RawAnswer answer) {
        String word = Json.text(AnswerJson.in(answer.body()), "status");
        return switch (word == null ? "" : word.strip().toUpperCase(Locale.ROOT)) {
            case "CANCELLATION_REQUESTED" -> new Reply.Said<>(Cancellation.REQUESTED);
            case "ALREADY_COMPLETED" -> new Reply.Said<>(Cancellation.TOO_LATE);
            case "NOT_FOUND" -> new Reply.Said<>(Cancellation.NOT_FOUND);
            default -> ModelsDialect.super.cancelled(answer);
        };
    }

    @Override
    public PictureForm pictureForm() {
        return PictureForm.DATA_URI;
    }

    @Override
    public List<String> problems(GenerateRequest request) {
        List<String> problems = new ArrayList<>(ModelsDialect.super.problems(request));
        Model model = MODELS.choose(request).model();
        if (model != null) {
            FalModels.transitions(model, request).ifPresent(problems::add);
        }
        return problems;
    }

    @Override
    public Models models() {
        return MODELS;
    }

    @Override
    public Optional<String> pictureProblem(String option, String address) {
        return RequestCheck.isHttpUrl(address) || DATA_URI.matcher(address).matches() ? Optional.empty()
                : Optional.of(option + " '" + RequestCheck.shorten(address)
                              + "' is neither an https:// or http:// URL nor a picture as a data URI");
    }

    @Override
    public List<String> leftOut(GenerateRequest request) {
        return ModelsDialect.super.leftOut(request).stream().filter(option -> !option.equals("callbackUrl")).toList();
    }

    @Override
    public List<String> doubts(GenerateRequest request) {
        return request.model() != null && FalModels.isGone(request.model().strip())
                ? List.of("The model '" + request.model().strip() + "' is no longer among those that fal documents")
                : List.of();
    }

    @Override
    public boolean takesCallbacks() {
        return true;
    }

    @Override
    public Optional<CallbackSigning> callbackSigning() {
        return Optional.of(SIGNING);
    }

    /**
     * A callback tells the id of the request, and not of which app it is.
     */
    @Override
    public Optional<String> calledBack(JsonNode callback, String expected, JobKind kind) {
        return Optional.ofNullable(Json.text(callback, "request_id"))
                .map(id -> FalTaskId.calledBack(id, expected, kind.model()).toString());
    }

    @Override
    public Optional<String> taskId(JsonNode answer) {
        return Optional.ofNullable(Json.text(answer, "request_id")).map(String::strip)
                .or(() -> Stream.of(ADDRESSES).flatMap(field -> FalTaskId.named(Json.text(answer, field)).stream()).findFirst());
    }

    @Override
    public Optional<VideoTask> task(JsonNode answer, Asked asked) {
        return SHAPE.read(answer, asked);
    }
}
