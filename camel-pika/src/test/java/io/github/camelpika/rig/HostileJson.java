package io.github.camelpika.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Texts that are almost JSON of a gateway, or JSON that no gateway should write: the same ones each time.
 */
public final class HostileJson {

    /** The gateways' own samples. */
    public static final List<String> SAMPLES = Stream.of("cometapi-feed-response-succeeded", "vapi-feed-response-finished",
            "yescale-feed-response-finished", "yutoai-feed-response-finished", "cometapi-generate-response")
            .map(HostileJson::sample).toList();
    /** As clients of gateways read them that document no sample. */
    public static final List<String> OTHERS = List.of(
            "{\"id\":\"t1\",\"status\":\"completed\",\"output\":{\"media_type\":\"video\",\"video\":{\"url\":\"https://h/v.mp4\"}},"
                                                       + "\"error\":null,\"usage\":{\"duration_s\":5},\"billing\":{\"state\":\"settled\","
                                                       + "\"charge_micro_usd\":450000}}",
            "{\"id\":\"t1\",\"status\":\"failed\",\"error\":{\"code\":\"internal\",\"message\":\"no\"},\"usage\":null,\"billing\":null}",
            "{\"request_id\":\"t1\",\"status\":\"IN_QUEUE\",\"queue_position\":3,\"response_url\":\"https://gateway.example/fal-ai/pika/requests/t1\"}",
            "{\"status\":\"COMPLETED\",\"error\":\"no\",\"error_type\":\"internal_error\",\"video\":{\"url\":\"https://h/v.mp4\"}}",
            "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"no\",\"type\":\"content_policy_violation\"}]}");

    private static final List<String> NAMES = List.of("state", "status", "assets", "video", "video_url", "videos", "url", "data",
            "task_id", "id", "code", "error", "msg", "resultUrl", "progress", "task", "queuedSince", "headers", "type", "value");
    private static final List<String> VALUES = List.of("null", "true", "-0", "1e400", "1e-999999999", "-1e999999999",
            "9".repeat(60), "9".repeat(5_000), "01", "0x1", "NaN", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\u202e4pm.exe\"", "\"\u202e\"", "\"\ufeff\"", "\"a\\r\\nX-Injected: 1\"", "\"\\u2028\\u0085\"", "\"SUCCEEDED\"", "\"finished\"",
            "\"succeed\"", "\"completed\"", "\"https://h/v.mp4\"", "\"https://h/\\u202ev.mp4\"", "\"https://h/a\\r\\nX: 1\"",
            "\"https:///v.mp4\"", "\"https://[::1\"", "\"file:///etc/passwd\"", "\"javascript:alert(1)\"", "\"https://h/%00\"", "\"../../x\"",
            "\"https://h/" + "a".repeat(5_000) + "\"", "\"" + "z".repeat(100_000) + "\"", "[]", "{}", "[[[]]]", "[".repeat(200),
            "[".repeat(70) + "]".repeat(70), "{\"url\":\"https://h/v\"}", "\"2026-99-99T00:00:00Z\"", "\"+1000000000-01-01T00:00:00Z\"");

    private final Random random;
    private final List<String> samples;

    public HostileJson(long seed, List<String> samples) {
        this.random = new Random(seed);
        this.samples = samples;
    }

    private static String sample(String name) {
        try (InputStream in = HostileJson.class.getResourceAsStream("/gateways/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String next() {
        StringBuilder text = new StringBuilder(pick(samples));
        for (int n = random.nextInt(4); n >= 0; n--) {
            switch (random.nextInt(8)) {
                case 0 -> cut(text, at(text));
                case 1 -> text.insert(at(text), pick(VALUES));
                case 2 -> text.insert(at(text), (char) random.nextInt(0x10000));
                case 3, 4 -> replaceAValue(text);
                case 5, 6 -> addAName(text);
                default -> {
                    text.setLength(0);
                    tree(text, 0);
                }
            }
        }
        return text.toString();
    }

    private static void cut(StringBuilder text, int start) {
        text.delete(start, Math.min(text.length(), start + 20));
    }

    private void replaceAValue(StringBuilder text) {
        int colon = text.indexOf(":", at(text));
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, pick(VALUES));
        }
    }

    /** Often one that is there already. */
    private void addAName(StringBuilder text) {
        int brace = text.indexOf("{", at(text));
        if (brace >= 0) {
            text.insert(brace + 1, "\"" + pick(NAMES) + "\":" + pick(VALUES) + ",");
        }
    }

    private void tree(StringBuilder text, int depth) {
        if (depth > 4 || random.nextInt(3) == 0) {
            text.append(pick(VALUES));
            return;
        }
        text.append('{');
        for (int n = random.nextInt(5); n >= 0; n--) {
            text.append('"').append(pick(NAMES)).append("\":");
            tree(text, depth + 1);
            text.append(n == 0 ? "}" : ",");
        }
    }

    private int at(StringBuilder text) {
        return random.nextInt(text.length() + 1);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
