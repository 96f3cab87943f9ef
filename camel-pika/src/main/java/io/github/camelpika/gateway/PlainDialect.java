package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.VideoTask;

/**
 * The plain dialect: {@code POST /pika/generate} and {@code GET /pika/feed/{task_id}}, as V-API, YEScale and Yuto AI document
 * the query. YEScale documents its answers as the union of several vendors' forms, so all of them are read.
 */
final class PlainDialect implements Dialect {

    /** Takes every object, as its {@code videos} may be missing. */
    private static final TaskShape PIKA = new PikaShape();
    private static final TaskShape COMET = new CometShape();
    private static final List<TaskShape> OTHERS = List.of(new KlingShape(), PlainDialect::comet, new NewApiShape(),
            new LumaWebShape(), new LumaShape(), new RunwayShape());

    @Override
    public ApiCall create(Job job) {
        GenerateRequest request = job.request();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("promptText", request.prompt());
        RequestParts.put(body, "pikaffect", request.style() == null ? null : Styles.spelled(request.style()));
        RequestParts.put(body, "model", request.model());
        RequestParts.put(body, "image", request.image());
        RequestParts.put(body, "video", request.video());
        ObjectNode options = body.putObject("options");
        if (request.image() == null) {
            options.put("aspectRatio", request.ratioOrDefault().asNumber());
        }
        RequestParts.put(options, "frameRate", request.frameRate());
        options.set("camera", RequestParts.camera(request));
        options.set("parameters", RequestParts.parameters(request));
        return new ApiCall("POST", "/pika/generate", body);
    }

    @Override
    public ApiCall query(String taskId) {
        return new ApiCall("GET", "/pika/feed/" + ApiCall.segment(taskId), null);
    }

    @Override
    public PictureForm pictureForm() {
        return PictureForm.BASE64;
    }

    @Override
    public List<String> problems(GenerateRequest request) {
        List<String> problems = new ArrayList<>(RequestParts.problems(request));
        if (request.image() != null) {
            String problem = Base64Image.problemWith(request.image());
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    @Override
    public List<String> leftOut(GenerateRequest request) {
        List<String> names = new ArrayList<>(RequestParts.leftOut(request));
        if (request.sfx() != null) {
            names.add("sfx");
        }
        if (request.callbackUrl() != null) {
            names.add("callbackUrl");
        }
        if (request.image() != null && request.ratio() != null) {
            names.add("ratio");
        }
        return names;
    }

    @Override
    public boolean tellsPoints() {
        return false;
    }

    @Override
    public boolean codeTellsErrors() {
        return false;
    }

    @Override
    public boolean takesCallbacks() {
        return false;
    }

    @Override
    public Optional<String> taskId(JsonNode answer) {
        String id = Json.text(answer, "id", "task_id");
        return Optional.ofNullable(id != null ? id : Json.text(answer.path("data"), "task_id", "id"));
    }

    @Override
    public Optional<VideoTask> task(JsonNode answer, Asked asked) {
        JsonNode task = hasVideos(answer.path("data")) && !hasVideos(answer) ? answer.path("data") : answer;
        if (hasVideos(task)) {
            return PIKA.read(task, asked);
        }
        JsonNode filled = Json.filled(answer);
        // a null field tells the vendor only if no filled one does: a union may name the fields of all
        return Stream.of(filled, answer)
                .flatMap(json -> OTHERS.stream().flatMap(shape -> shape.read(json, asked).stream()))
                .findFirst()
                .or(() -> PIKA.read(TaskHolder.in(answer, asked.taskId()).orElse(answer), asked));
    }

    private static boolean hasVideos(JsonNode json) {
        JsonNode videos = json.path("videos");
        return videos.isArray() && !videos.isEmpty() || !Json.filled(videos).isEmpty();
    }

    /** Some gateways of this dialect have the other one's answers. */
    private static Optional<VideoTask> comet(JsonNode answer, Asked asked) {
        return answer.path("data").has("state") ? COMET.read(answer, asked) : Optional.empty();
    }
}
