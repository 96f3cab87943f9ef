package io.github.camelpika.track;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.camelpika.gateway.ApiCall;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskJsonTest {

    /** As the first version wrote it. It is never changed: rows like this one are in databases. */
    private static final String FIRST_VERSION = "{\"version\":1,\"task\":{\"taskId\":\"t1\",\"gateway\":\"vapi\","
            + "\"state\":\"SUCCEEDED\",\"progress\":100,\"videos\":[{\"url\":\"https://cdn.example/v.mp4\",\"duration\":3.5,"
            + "\"seed\":3183047765}],\"prompt\":\"a cat\",\"points\":35,\"createdAt\":\"2026-11-22T10:00:00Z\"},"
            + "\"key\":\"order-7\",\"asked\":true,\"queuedSince\":\"2026-11-22T10:00:00.123Z\"}";
    private static final String FIRST_VERSION_SUBMITTED = "{\"version\":1,\"headers\":{\"row\":7,\"fine\":true,"
            + "\"id\":{\"type\":\"Long\",\"value\":\"7000000000\"},\"campaign\":\"spring\"},\"body\":\"a cat\"}";

    private static final RepeatableCall REPEAT = new RepeatableCall(new ApiCall("POST", "/v1/media/a/b", Map.of("Idempotency-Key", "k1"),
            JsonNodeFactory.instance.rawValueNode(new RawValue("{\"prompt\":\"a cat\",\"seed\":9007199254740993}"))), Duration.ZERO,
            Instant.parse("2026-11-22T10:30:00Z"));
    private static final JobKind KIND = new JobKind("2.0", JobKind.Input.IMAGE);
    private static final VideoTask TASK = new VideoTask("t1", "vapi", TaskState.SUCCEEDED, 100,
            List.of(new Video("https://cdn.example/v.mp4", null, null, null, null, 3.5, 3183047765L)), "a cat", 35L, null,
            null, Instant.parse("2026-11-22T10:00:00Z"), null);

    @Test
    void aRowOfTheFirstVersionIsReadAsItWasMeant() {
        assertThat(TaskJson.progress(FIRST_VERSION)).isEqualTo(new TaskJson.Progress(TASK, null, "order-7", JobKind.ANY, true,
                Instant.parse("2026-11-22T10:00:00.123Z"), null, null));
        assertThat(TaskJson.submitted(FIRST_VERSION_SUBMITTED)).isEqualTo(new SubmittedMessage(
                Map.of("row", 7, "fine", true, "id", 7_000_000_000L, "campaign", "spring"), "a cat"));
    }

    @Test
    void ofANewerVersionWhatIsKnownIsRead() {
        String newer = FIRST_VERSION.replace("\"version\":1", "\"version\":2,\"priority\":{\"high\":[1]}");
        assertThat(TaskJson.progress(newer)).isEqualTo(TaskJson.progress(FIRST_VERSION));
    }

    @Test
    void everyTypeOfHeaderComesBackAsItWas() {
        SubmittedMessage submitted = new SubmittedMessage(Map.of("s", "text", "b", false, "i", -1, "l", 1L << 40, "d", 0.1, "f", 0.1f,
                "short", (short) 3, "byte", (byte) 4, "big", BigInteger.TEN.pow(30), "dec", new BigDecimal("1.10")),
                "body \u0000 with \ud83d\ude00 and \u2028");
        assertThat(TaskJson.submitted(TaskJson.write(submitted))).isEqualTo(submitted);
        assertThat(TaskJson.submitted(TaskJson.write(SubmittedMessage.NOTHING))).isEqualTo(SubmittedMessage.NOTHING);
    }

    @Test
    void aRowComesBackAsItWas() {
        TrackedTask task = new TrackedTask("s1", new Claim("o", "order-7", "f"), "q", Phase.READY,
                new Origin("pika", "vapi", "https://api.gpt.ge"), KIND, Instant.parse("2026-11-22T10:00:00Z"), TASK,
                null, SubmittedMessage.NOTHING, 1, REPEAT);
        TaskRow row = new TaskRow(task, true, Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T10:05:00Z"), null, 4);
        assertThat(TaskJson.progress(TaskJson.write(row))).isEqualTo(
                new TaskJson.Progress(TASK, null, "order-7", KIND, true, row.queuedSince(), row.finalSince(), REPEAT));
    }

    /** With other bytes the gateway would take it for another job. */
    @Test
    void theBodyOfACallThatIsRepeatedComesBackByteByByte() {
        ObjectNode body = JsonNodeFactory.withExactBigDecimals(true).objectNode().put("z", "first \ud800 \u2028 \ud83d\ude00").put("a", 1.0e16)
                .put("b", new BigDecimal("1.10")).put("c", 0.1f).put("d", new BigInteger("9".repeat(100)));
        ObjectNode deep = body;
        for (int i = 0; i < 80; i++) {
            deep = deep.putObject("in");
        }
        String read = readAgain(new ApiCall("POST", "/v1/media/a/b", Map.of("Idempotency-Key", "k1"), body));
        assertThat(read).isEqualTo(Json.write(body));
    }

    private static String readAgain(ApiCall call) {
        TrackedTask task = TrackedTask.intent("s1", Claim.of("s1"), "q", new Origin("pika", "pika", "https://api.example"),
                SubmittedMessage.NOTHING).repeatable(new RepeatableCall(call, Duration.ofMinutes(1)))
                .renewed(Instant.parse("2026-11-22T10:00:00Z"));
        return Json.write(TaskJson.progress(TaskJson.write(TaskRow.of(task))).repeat().call().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"path\":\"@evil.example/v1\"", "\"path\":\"evil\"", "\"path\":null", "\"method\":\"GET\"", "\"until\":null",
                            "\"until\":\"tomorrow\"", "\"body\":null", "\"body\":{}"})
    void aCallThatSomebodyElseWroteIsNotMade(String damage) {
        String field = damage.substring(0, damage.indexOf(':'));
        String repeat = "\"repeat\":{\"method\":\"POST\",\"path\":\"/v1/media/a/b\",\"headers\":{\"Idempotency-Key\":\"k\"},"
                + "\"body\":\"{}\",\"until\":\"2026-11-22T10:00:00Z\"}";
        String row = FIRST_VERSION.substring(0, FIRST_VERSION.length() - 1) + "," + repeat + "}";
        assertThat(TaskJson.progress(row).repeat().call().path()).isEqualTo("/v1/media/a/b");
        String damaged = row.replaceFirst(field + ":\"[^\"]*\"(?=[,}])(?!.*" + field + ":)", damage);
        assertThat(damaged).isNotEqualTo(row);
        assertThatThrownBy(() -> TaskJson.progress(damaged)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"version\":1}", "nonsense", "{\"task\":{\"gateway\":\"vapi\"}}",
                            "{\"task\":{\"gateway\":\"vapi\",\"state\":\"DONE?\"},\"queuedSince\":\"2026-11-22T10:00:00Z\"}",
                            "{\"task\":{\"gateway\":\"vapi\",\"state\":\"QUEUED\"},\"queuedSince\":\"yesterday\"}"})
    void whatSomebodyElseWroteIsToldAsSuch(String text) {
        assertThatThrownBy(() -> TaskJson.progress(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
