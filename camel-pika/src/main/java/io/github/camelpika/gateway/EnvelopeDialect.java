package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.VideoTask;

/**
 * The envelope dialect: {@code POST /pika/pro/generate} and {@code POST /pika/feed}, as CometAPI documents them.
 */
final class EnvelopeDialect implements Dialect {

    /**
     * Sent where there is no callback to receive, as CometAPI requires one. The domain is reserved never to exist.
     */
    static final String NO_CALLBACK = "https://callback.invalid/";

    private static final TaskShape SHAPE = new CometShape();

    @Override
    public ApiCall create(Job job) {
        GenerateRequest request = job.request();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("callback_url", request.callbackUrl() == null ? NO_CALLBACK : request.callbackUrl());
        body.put("prompt", request.prompt());
        RequestParts.put(body, "style", request.style() == null ? null : Styles.spelled(request.style()));
        body.put("ratio", request.ratioOrDefault().toString());
        RequestParts.put(body, "sfx", request.sfx());
        if (request.model() != null) {
            body.put("model", new BigDecimal(request.model().strip()));
        }
        RequestParts.put(body, "image", request.image());
        RequestParts.put(body, "video", request.video());
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        RequestParts.put(options, "frameRate", request.frameRate());
        RequestParts.putUnlessEmpty(options, "camera", RequestParts.camera(request));
        RequestParts.putUnlessEmpty(options, "parameters", RequestParts.parameters(request));
        RequestParts.putUnlessEmpty(body, "options", options);
        return new ApiCall("POST", "/pika/pro/generate", body);
    }

    @Override
    public ApiCall query(String taskId) {
        return new ApiCall("POST", "/pika/feed", JsonNodeFactory.instance.objectNode().put("task_id", taskId));
    }

    @Override
    public List<String> problems(GenerateRequest request) {
        List<String> problems = new ArrayList<>(RequestParts.problems(request));
        if (request.model() != null && !request.model().strip().matches("\\d{1,3}(\\.\\d{1,3})?")) {
            problems.add("model '" + RequestCheck.shorten(request.model()) + "' is not a number: this gateway takes a"
                    + " number, such as 1.5");
        }
        if (request.image() != null && !RequestCheck.isHttpUrl(request.image())) {
            problems.add("image '" + RequestCheck.shorten(request.image()) + "' is not a URL: this gateway fetches"
                    + " the image from an https:// or http:// address");
        }
        return problems;
    }

    @Override
    public List<String> leftOut(GenerateRequest request) {
        return RequestParts.leftOut(request);
    }

    @Override
    public boolean tellsPoints() {
        return true;
    }

    @Override
    public boolean codeTellsErrors() {
        return true;
    }

    @Override
    public boolean takesCallbacks() {
        return true;
    }

    @Override
    public Optional<String> taskId(JsonNode answer) {
        return Optional.ofNullable(Json.text(answer.path("data"), "task_id", "id"));
    }

    @Override
    public Optional<VideoTask> task(JsonNode answer, Asked asked) {
        return SHAPE.read(answer, asked);
    }
}
