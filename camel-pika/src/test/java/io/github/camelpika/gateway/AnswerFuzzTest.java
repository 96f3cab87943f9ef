package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of answers that no gateway has given yet, the same ones each time.
 */
class AnswerFuzzTest {

    private static final int CASES = 10_000;
    /** Few words, as unknown states are logged. */
    private static final List<String> VALUES = List.of("null", "true", "0", "3", "1e400", "9223372036854775808",
            "[]", "{}", "\"\"", "\" \"", "\"30%\"", "\"https:///x\"", "\"file:///x\"",
            "\"https://h/v.mp4\"", "\"\\u0000\"", "\"finished\"", "\"completed\"", "\"SUCCEEDED\"", "\"succeed\"",
            "\"SUCCESS\"", "[null]", "[[[]]]", "{\"url\":\"https://h/v.mp4\"}", "[{\"url\":\"ftp://h/v.mp4\"}]");
    private static final List<String> NAMES = List.of("state", "status", "assets", "artifact", "video", "video_raw",
            "output", "createdAt", "data", "task_status", "task_id", "code", "error", "videos", "msg", "id", "progress");

    /** Of gateways that document no sample, as their clients read them. */
    private static final List<String> OTHERS = List.of(
            "{'id':'t1','status':'completed','api_id':'pika/pika-2.5/text-to-video','output':{'media_type':'video','video':"
                                                       + "{'url':'https://cdn.pika.art/v.mp4'}},'error':null,'usage':{'duration_s':5},"
                                                       + "'billing':{'state':'settled','charge_micro_usd':450000}}",
            "{'status':'IN_QUEUE','queue_position':3,'request_id':'t1'}",
            "{'video':{'url':'https://v3.fal.media/v.mp4','content_type':'video/mp4','file_name':'output.mp4','file_size':12}}");

    private final Random random = new Random(42);

    @Test
    void noAnswerBreaksTheReaderOrMakesASuccessWithoutAVideo() {
        Stderr.of(this::mutateAndRead);
    }

    private void mutateAndRead() {
        List<JsonNode> samples = Stream.concat(Samples.FEEDS.stream().map(Samples::json), OTHERS.stream().map(Samples::quoted)).toList();
        int succeeded = 0;
        for (int i = 0; i < CASES; i++) {
            JsonNode json = samples.get(i % samples.size()).deepCopy();
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutate(json);
            }
            for (Gateway gateway : Gateway.all()) {
                succeeded += read(gateway, json.toString());
            }
        }
        assertThat(succeeded).as("the mutations leave some alive").isGreaterThan(CASES / 10);
    }

    @Test
    void answersCutShortAreNone() {
        for (String sample : Samples.FEEDS) {
            String text = Samples.text(sample).strip();
            for (int end = 0; end < text.length(); end++) {
                assertThat(AnswerJson.in(text.substring(0, end)).isObject()).isFalse();
            }
        }
    }

    private static int read(Gateway gateway, String text) {
        try {
            JsonNode json = AnswerJson.in(text);
            AnswerReader.saysError(json);
            assertThat(AnswerReader.error(answer(text), json).describe()).isNotBlank();
            gateway.dialect().taskId(json).ifPresent(TaskIds::isSane);
            Optional<VideoTask> task = gateway.dialect().task(json, Samples.asked(gateway, "t1"));
            task.ifPresent(found -> Json.write(found.toMap()));
            boolean succeeded = task.isPresent() && task.get().state() == TaskState.SUCCEEDED;
            if (succeeded && (task.get().videos().isEmpty()
                    || !task.get().videos().stream().allMatch(video -> RequestCheck.isHttpUrl(video.url())))) {
                throw new AssertionError("success without a video");
            }
            return succeeded ? 1 : 0;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(gateway + " reads " + text, e);
        }
    }

    private static RawAnswer answer(String text) {
        return new RawAnswer(200, "application/json", null, null, null, Map.of(), text);
    }

    private void mutate(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(4) == 0 ? pick(NAMES) : pick(names);
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, object.arrayNode().add(object.path(name).deepCopy()));
                case 2 -> object.set(name, object.objectNode().set(pick(NAMES), object.path(name).deepCopy()));
                default -> object.set(name, value());
            }
        } else if (chosen instanceof ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.removeAll();
                case 1 -> array.add(value());
                default -> array.insert(0, value());
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode value() {
        return Samples.parsed(pick(VALUES));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
