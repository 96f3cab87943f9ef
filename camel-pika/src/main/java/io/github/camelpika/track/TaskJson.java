package io.github.camelpika.track;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.camelpika.gateway.ApiCall;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * The JSON in the rows of {@code pika_task}. Each text carries the version of its form. A reader takes every version up to
 * its own, and of a newer one, which other nodes may write during an upgrade, what it knows; so a later version may add
 * fields and must not change the meaning of one. What is written can be read: a reader has no limit that the writer lacks.
 */
final class TaskJson {

    private static final int VERSION = 1;
    /** Far beyond what anybody counts; to read a million digits takes seconds. */
    private static final int LONGEST_NUMBER = 10_000;

    /** A row is in memory as a whole before it is read, so its length is limit enough; only what costs more has its own. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder().maxNestingDepth(64)
            .maxNumberLength(64).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build();
    private static final JsonMapper MAPPER
            = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private TaskJson() {
    }

    /**
     * What changes while a task is on its way.
     */
    record Progress(VideoTask task, String possibleTaskId, String key, JobKind kind, boolean asked, Instant queuedSince,
                    Instant finalSince, RepeatableCall repeat) {
    }

    static String write(TaskRow row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("task", row.task().task());
        if (row.task().claim().hasKey()) {
            map.put("key", row.task().claim().key());
        }
        if (row.task().kind().input() != null) {
            map.put("input", row.task().kind().input().name());
            map.put("model", row.task().kind().model());
        }
        if (row.task().possibleTaskId() != null) {
            map.put("possibleTaskId", row.task().possibleTaskId());
        }
        map.put("asked", row.asked());
        map.put("queuedSince", row.queuedSince().toString());
        if (row.finalSince() != null) {
            map.put("finalSince", row.finalSince().toString());
        }
        if (row.task().repeat() != null) {
            map.put("repeat", write(row.task().repeat()));
        }
        return text(map);
    }

    private static Map<String, Object> write(RepeatableCall repeat) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", repeat.call().method());
        map.put("path", repeat.call().path());
        map.put("headers", repeat.call().headers());
        // as a text, because it is posted again byte by byte, and may hold what this reader would write in another way
        map.put("body", Json.write(repeat.call().body()));
        map.put("until", repeat.until().toString());
        return map;
    }

    /**
     * @throws IllegalArgumentException if that can't be read
     */
    static Progress progress(String text) {
        try {
            JsonNode json = read(text);
            return new Progress(task(json.path("task")), taskId(json, "possibleTaskId"), text(json, "key"), kind(json),
                    json.path("asked").booleanValue(), Instant.parse(json.path("queuedSince").asText()),
                    instant(json, "finalSince"), repeat(json.path("repeat")));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(Texts.clean(String.valueOf(e.getMessage())), e);
        }
    }

    private static JobKind kind(JsonNode json) {
        String input = text(json, "input");
        return input == null ? JobKind.ANY : new JobKind(text(json, "model"), JobKind.Input.valueOf(input));
    }

    private static RepeatableCall repeat(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        String path = text(json, "path");
        String body = text(json, "body");
        Instant until = instant(json, "until");
        // what is no path would lead to another host, with the key
        if (!"POST".equals(text(json, "method")) || path == null || !path.startsWith("/") || body == null || until == null) {
            throw new IllegalArgumentException("a call that can't be repeated");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        return new RepeatableCall(new ApiCall("POST", path, headers, JsonNodeFactory.instance.rawValueNode(new RawValue(body))),
                Duration.ZERO, until);
    }

    private static VideoTask task(JsonNode json) {
        TaskState state = TaskState.valueOf(text(json, "state"));
        List<Video> videos = new ArrayList<>();
        for (JsonNode video : json.path("videos")) {
            videos.add(new Video(url(video, "url"), url(video, "sharingUrl"), url(video, "posterUrl"),
                    url(video, "thumbnailUrl"), url(video, "lastFrameUrl"),
                    video.path("duration").isNumber() ? video.path("duration").doubleValue() : null,
                    number(video, "seed"), number(video, "fileSize")));
        }
        if (state == TaskState.SUCCEEDED && (videos.isEmpty() || videos.stream().anyMatch(video -> video.url() == null))) {
            throw new IllegalArgumentException("a success without the address of a video");
        }
        return new VideoTask(taskId(json, "taskId"), text(json, "gateway"), state,
                json.path("progress").isNumber() ? json.path("progress").intValue() : null, videos,
                text(json, "prompt"), number(json, "points"), number(json, "refund"), Texts.clean(text(json, "error")),
                Texts.clean(text(json, "errorCode")), instant(json, "createdAt"), instant(json, "updatedAt"),
                json.path("queuePosition").isInt() ? json.path("queuePosition").intValue() : null, billing(json.path("billing")));
    }

    /** A later version may have states that this one doesn't know. */
    private static Billing billing(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Billing.State state = Arrays.stream(Billing.State.values())
                .filter(each -> each.toString().equals(text(json, "state"))).findFirst().orElse(null);
        Map<String, Object> usage = new LinkedHashMap<>();
        json.path("usage").properties().stream().filter(field -> field.getValue().isValueNode())
                .forEach(field -> usage.put(field.getKey(), used(field.getValue())));
        return new Billing(state, number(json, "chargeMicroUsd"), usage);
    }

    private static Object used(JsonNode value) {
        return value.isIntegralNumber() ? (Object) value.longValue() : value.isNumber() ? (Object) value.doubleValue()
                : value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    /** Not every row was written by this component: others may write to its table. */
    private static String url(JsonNode json, String field) {
        String url = text(json, field);
        return url == null ? null : Urls.usable(url, null);
    }

    private static String taskId(JsonNode json, String field) {
        String taskId = text(json, field);
        if (taskId != null && !TaskIds.isSane(taskId)) {
            throw new IllegalArgumentException("a task id that is not valid");
        }
        return taskId;
    }

    private static Long number(JsonNode json, String field) {
        return json.path(field).isNumber() ? json.path(field).longValue() : null;
    }

    private static Instant instant(JsonNode json, String field) {
        String text = text(json, field);
        return text == null ? null : Instant.parse(text);
    }

    static String write(SubmittedMessage submitted) {
        Map<String, Object> headers = new LinkedHashMap<>();
        submitted.headers().forEach((name, value) -> headers.put(name, typed(name, value)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("headers", headers);
        map.put("body", submitted.body());
        return text(map);
    }

    /**
     * Databases take no half of a character, which Java's texts may have.
     */
    private static String text(Map<String, Object> map) {
        try {
            String text = MAPPER.writeValueAsString(map);
            return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                    ? text
                    : MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * JSON has one kind of number and Java has many: those that it would not read back as they were go with their type.
     */
    private static Object typed(String name, Object value) {
        boolean plain = value instanceof String || value instanceof Boolean || value instanceof Integer;
        if (plain) {
            return value;
        }
        String text = String.valueOf(value);
        boolean big = value instanceof BigInteger || value instanceof BigDecimal;
        if (big && text.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("the header '" + Texts.clean(name) + "' is a number with " + text.length()
                                               + " digits, which is too long for a queue: set it as text, or remove it");
        }
        boolean known = big || value instanceof Long || value instanceof Double || value instanceof Float
                        || value instanceof Short || value instanceof Byte;
        return Map.of("type", known ? value.getClass().getSimpleName() : "String", "value", text);
    }

    /**
     * @throws IllegalArgumentException if that can't be read
     */
    static SubmittedMessage submitted(String text) {
        try {
            JsonNode json = read(text);
            Map<String, Object> headers = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
                headers.put(header.getKey(), untyped(header.getValue()));
            }
            return new SubmittedMessage(headers, json.path("body").textValue());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(Texts.clean(String.valueOf(e.getMessage())), e);
        }
    }

    private static Object untyped(JsonNode json) {
        if (json.isObject()) {
            String value = json.path("value").asText();
            if (value.length() > LONGEST_NUMBER && json.path("type").asText().startsWith("Big")) {
                throw new IllegalArgumentException("a number with " + value.length() + " digits");
            }
            return switch (json.path("type").asText()) {
                case "Long" -> Long.valueOf(value);
                case "Double" -> Double.valueOf(value);
                case "Float" -> Float.valueOf(value);
                case "Short" -> Short.valueOf(value);
                case "Byte" -> Byte.valueOf(value);
                case "BigInteger" -> new BigInteger(value);
                case "BigDecimal" -> new BigDecimal(value);
                default -> value;
            };
        }
        return json.isBoolean() ? json.booleanValue() : json.isInt() ? json.intValue() : json.asText();
    }

    private static JsonNode read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text == null ? "" : text);
            if (json == null || !json.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
