package io.github.camelpika.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Looks for a task id in the answer to a submission, wherever one may stand. Whoever has given an id may have the job,
 * whatever else the answer says.
 */
final class TaskIdSearch {

    /** In lower case, without what is between the words. */
    private static final Set<String> NAMES = Set.of("taskid", "jobid", "generationid", "predictionid", "videoid", "taskuuid",
            "operationid", "executionid", "inferenceid");
    /** Where a bare {@code id} is a task's. Elsewhere it may be a model's, a user's or an error's. */
    private static final Set<String> HOLDERS = Set.of("data", "result", "response", "output", "task", "job", "video", "videos",
            "tasks", "jobs", "generation", "generations", "prediction", "predictions", "payload", "results", "body", "list", "item",
            "items", "object", "record", "records", "rows", "d");
    /** What such a bare id is called there: {@code id}, {@code Id}, {@code _id}. */
    private static final Set<String> OWN = Set.of("id", "uuid");
    /** Where an id may stand as a text without a name. */
    private static final Set<String> BARE = Set.of("data", "result", "task", "output", "job", "generation", "response");
    /** A list there may be of something else, so that only what looks like an id is one. */
    private static final Set<String> SEVERAL = Set.of("data", "ids", "tasks", "jobs", "results");
    /** What may stand there as well. */
    private static final Set<String> WORDS = Set.of("ok", "success", "succeed", "succeeded", "submitted", "accepted", "created",
            "queued", "pending", "processing", "running", "done", "failed", "fail", "failure", "error", "invalid");
    private static final Pattern WRITTEN = Pattern.compile(
            "\\b(?:task|job|generation|prediction)[_ -]?id[\"']?\\s*+[:=>]\\s*+[\"']?([\\w.:/+=~-]{1,1000})",
            Pattern.CASE_INSENSITIVE);
    /** As in {@code task 497f6eca-6276-4993-bfeb-53cbbbba6f68 exists already}, or behind {@code /tasks/} in an address. */
    private static final Pattern MENTIONED = Pattern.compile(
            "\\b(?:task|job|generation|prediction|operation)s?[\\s:/#\"'(\\[]+((?=[\\w-]*\\d)[\\w-]{16,1000})", Pattern.CASE_INSENSITIVE);
    private static final Pattern CUT = Pattern.compile("\\{\\s*+(?:\"data\"\\s*+:\\s*+\\{\\s*+)?\"id\"\\s*+:\\s*+\"([\\w.:/+=~-]{1,1000})\"");
    /** An answer that is nothing but an id, of a form that no word and no code of an error has. */
    private static final Pattern ALONE = Pattern.compile(
            "[\\[\\s\"']*+(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|\\p{XDigit}{24,128}|\\d{12,40})[\\]\\s\"']*+");
    private static final int UNLIKE_A_WORD = 32;
    private static final int UNLIKE_A_CODE = 16;

    private TaskIdSearch() {
    }

    /**
     * The id in an answer that nothing else speaks against.
     */
    static Optional<String> in(JsonNode json) {
        return named(json).or(() -> bare(json, false)).or(() -> plain(json));
    }

    /**
     * The id in an answer that says no, or can't be read as a whole.
     *
     * @param text all of it
     */
    static Optional<String> in(JsonNode json, String text) {
        return named(json).or(() -> bare(json, true)).or(() -> plain(json))
                .or(() -> json.isObject() ? Optional.empty() : cut(text).or(() -> alone(text))).or(() -> written(text));
    }

    /**
     * The id that a header of the answer has: {@code X-Task-Id} and the like, but no {@code X-Request-Id}.
     */
    static Optional<String> inHeader(String name, String value) {
        String plain = plain(name);
        // most headers are something else, and all of these end so
        boolean may = value != null && plain.endsWith("id");
        return may && NAMES.stream().anyMatch(plain::endsWith)
                ? Optional.of(value.strip()).filter(TaskIds::isGiven)
                : Optional.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /**
     * Whether the id stands in the answer as a value of its own.
     */
    static boolean names(JsonNode json, String taskId) {
        if (json.isContainerNode()) {
            for (JsonNode child : json) {
                if (names(child, taskId)) {
                    return true;
                }
            }
            return false;
        }
        return json.asText().equals(taskId);
    }

    private static Optional<String> named(JsonNode root) {
        Deque<JsonNode> left = new ArrayDeque<>();
        left.add(root);
        while (!left.isEmpty()) {
            JsonNode node = left.remove();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = plain(field.getKey());
                boolean several = field.getValue().isArray() && name.endsWith("s");
                Optional<String> id = NAMES.contains(several ? name.substring(0, name.length() - 1) : name)
                        ? id(several ? field.getValue().path(0) : field.getValue())
                        : Optional.empty();
                if (id.isPresent()) {
                    return id;
                }
            }
            node.forEach(child -> {
                if (child.isContainerNode()) {
                    left.add(child);
                }
            });
        }
        return Optional.empty();
    }

    private static Optional<String> plain(JsonNode json) {
        Optional<String> id = Optional.empty();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            id = id.isEmpty() && OWN.contains(plain(field.getKey())) ? id(field.getValue()) : id;
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode inside = field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
            if (id.isEmpty() && inside.isObject() && HOLDERS.contains(plain(field.getKey()))) {
                id = plain(inside);
            }
        }
        return id;
    }

    private static Optional<String> bare(JsonNode json, boolean denied) {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String name = plain(field.getKey());
            boolean several = field.getValue().isArray() && SEVERAL.contains(name);
            Optional<String> id = several ? id(field.getValue().path(0)).filter(text -> text.length() >= UNLIKE_A_CODE && looksLikeOne(text, true))
                    : BARE.contains(name) ? bareText(field.getValue(), denied)
                    : Optional.empty();
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> bareText(JsonNode value, boolean denied) {
        if (value.isTextual() && value.textValue().strip().startsWith("{")) {
            JsonNode inside = AnswerJson.in(value.textValue());
            return named(inside).or(() -> plain(inside));
        }
        return id(value).filter(text -> looksLikeOne(text, denied));
    }

    private static boolean looksLikeOne(String text, boolean denied) {
        boolean word = WORDS.contains(text.toLowerCase(Locale.ROOT)) || text.startsWith("{") || text.contains("://");
        boolean unlike = text.chars().anyMatch(Character::isDigit) || text.length() >= UNLIKE_A_WORD;
        return !word && (unlike || !denied);
    }

    private static Optional<String> cut(String text) {
        Matcher start = CUT.matcher(text.substring(Math.max(0, text.indexOf('{'))));
        return start.lookingAt() && !AnswerJson.isPage(text) ? Optional.of(start.group(1)).filter(TaskIds::isGiven) : Optional.empty();
    }

    private static Optional<String> alone(String text) {
        Matcher whole = ALONE.matcher(text);
        return whole.matches() ? Optional.of(whole.group(1)) : Optional.empty();
    }

    private static Optional<String> written(String text) {
        return Stream.of(WRITTEN, MENTIONED).flatMap(pattern -> pattern.matcher(text).results())
                .map(found -> found.group(1).replaceFirst("[.,:;]+$", ""))
                .filter(TaskIds::isGiven).filter(id -> looksLikeOne(id, true)).findFirst();
    }

    private static Optional<String> id(JsonNode node) {
        // as MongoDB writes its own ids
        JsonNode value = node.isObject() ? node.path("$oid") : node;
        return value.isTextual() || value.isIntegralNumber()
                ? Optional.of(value.asText().strip()).filter(TaskIds::isGiven)
                : Optional.empty();
    }
}
