package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * The document of a job at Pika's own API: what is not set comes as null.
 */
final class PikaJobShape implements TaskShape {

    private static final StateWords WORDS = new StateWords("Pika").with(TaskState.QUEUED, "queued").with(TaskState.RUNNING, "running");
    private static final String[] LISTS = { "videos", "images", "audios" };
    private static final String[] FILES = { "video", "image", "audio" };
    /** Far more than any says, and few enough for a row and a header. */
    private static final int MOST_USED = 20;

    @Override
    public Optional<VideoTask> read(JsonNode answer, Asked asked) {
        JsonNode json = TaskHolder.in(answer, asked.taskId()).orElse(answer);
        String id = Json.text(json, "id", "task_id");
        boolean another = id == null ? StateWords.isOfAnyAnswer(word(json)) : !id.strip().equals(asked.taskId());
        if (!isJob(json) || another) {
            return Optional.empty();
        }
        TaskState state = WORDS.read(word(json));
        List<Found> files = files(json, asked);
        List<Video> videos = files.stream().filter(file -> file.url() != null).map(file -> TaskShape.video(file.url(), null)).toList();
        VideoTask task = new VideoTask(asked.taskId(), asked.gateway(), state, null, videos, null, null, null,
                Texts.clean(TaskShape.said(json, answer)), Texts.clean(TaskShape.code(json, answer)), null, null, null, billing(json));
        return Optional.of(TaskShape.checked(task, files.stream().reduce(Found.NOTHING, Found::or)));
    }

    /**
     * Whether it tells the state of a job.
     */
    boolean isJob(JsonNode json) {
        return word(json) != null && !json.path("status").isNumber();
    }

    private static String word(JsonNode json) {
        return Json.text(json, "status", "state");
    }

    /**
     * Whether it tells that a job has failed.
     */
    boolean isFailed(JsonNode json) {
        return isJob(json) && WORDS.knows(word(json)) && WORDS.read(word(json)) == TaskState.FAILED;
    }

    /** A model of another kind makes pictures or sounds, and has them at the same places. */
    private static List<Found> files(JsonNode json, Asked asked) {
        JsonNode output = json.path("output");
        List<Found> files = new ArrayList<>();
        for (String list : LISTS) {
            output.path(list).forEach(item -> files.add(Found.of(item, asked.baseUri())));
        }
        Stream.of(FILES).map(output::path).filter(item -> !item.isMissingNode() && !item.isNull())
                .forEach(item -> files.add(Found.of(item, asked.baseUri())));
        if (files.isEmpty()) {
            files.add(Found.anywhereIn(json, asked.baseUri(), "video_url", "result_url", "url"));
        }
        return files;
    }

    private static Billing billing(JsonNode json) {
        JsonNode billing = json.path("billing");
        Map<String, Object> usage = usage(json.path("usage"));
        String word = Json.text(billing, "state");
        Billing.State state = word == null ? null
                : Stream.of(Billing.State.values()).filter(each -> each.toString().equalsIgnoreCase(word.strip())).findFirst()
                        .orElse(Billing.State.PENDING);
        Long charge = state == Billing.State.SETTLED ? Json.whole(billing, "charge_micro_usd") : null;
        return state == null && usage.isEmpty() ? null : new Billing(state, charge, usage);
    }

    private static Map<String, Object> usage(JsonNode json) {
        Map<String, Object> usage = new LinkedHashMap<>();
        json.properties().stream().filter(field -> field.getValue().isNumber() || field.getValue().isTextual() || field.getValue().isBoolean())
                .limit(MOST_USED).forEach(field -> usage.put(Texts.clean(field.getKey()), plain(field.getValue())));
        return usage;
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.isDouble() && !Double.isFinite(value.doubleValue()) ? value.asText() : number(value.decimalValue());
        }
        return Texts.clean(value.textValue());
    }

    private static Number number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18 ? (Number) plain.longValueExact() : (Number) plain.doubleValue();
    }
}
