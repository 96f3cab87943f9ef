package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer says went wrong, and the code it has for that, wherever the frameworks that gateways are made with put
 * it: {@code error.message}, {@code detail} as a text or a list, {@code errors[]}, {@code error_msg}, {@code base_resp}.
 */
final class Reason {

    /** In the order in which they say most. */
    private static final List<String> TEXTS = List.of("message", "msg", "error_msg", "error_message", "errorMessage",
            "errMsg", "errmsg", "err_msg", "status_msg", "detail", "details", "error_description", "description",
            "fail_reason", "failReason", "failure_reason", "failureReason", "failure", "task_status_msg", "reason",
            "status_message", "statusMessage", "Message", "Msg", "err", "ret_msg", "retMsg");
    /** Where what says nothing itself may have it. */
    private static final List<String> INSIDE = List.of("error", "errors", "base_resp", "data", "result", "response", "output",
            "Error", "issues", "violations", "messages", "meta", "title");
    private static final String[] CODES = { "code", "error_code", "errorCode", "err_code", "errCode", "errcode", "errno",
            "failure_code", "failureCode", "fail_code", "ret_code", "retCode", "Code" };
    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w.:-]{2,99}");
    private static final int DEEPEST = 5;
    private static final int MOST_ITEMS = 5;

    private Reason() {
    }

    /**
     * The text, or null if there is none.
     */
    static String in(JsonNode json) {
        return in(json, 0);
    }

    /**
     * What a task, or the answer that has it, says of itself, or null: a word for success says nothing.
     */
    static String said(JsonNode json) {
        String text = json.path("error").isContainerNode() ? in(json.path("error"), 0) : null;
        for (int i = 0; text == null && i < TEXTS.size(); i++) {
            text = in(json.path(TEXTS.get(i)), 1);
        }
        text = text == null ? Json.text(json, "error") : text;
        return text == null || AnswerReader.isFine(text) ? null : text;
    }

    /**
     * The code that a task has for why it failed, or the answer that has the task; null if there is none.
     */
    static String codeSaid(JsonNode json) {
        String code = Json.text(json.path("error"), CODES);
        code = code == null ? Json.text(json, CODES) : code;
        return code == null || AnswerReader.isFine(code) ? null : code;
    }

    private static String in(JsonNode json, int depth) {
        if (json.isTextual()) {
            return json.textValue().isBlank() ? null : json.textValue();
        }
        if (depth > DEEPEST) {
            return null;
        }
        return json.isArray() ? inList(json, depth) : json.isObject() ? inObject(json, depth) : null;
    }

    private static String inList(JsonNode list, int depth) {
        List<String> all = new ArrayList<>();
        for (JsonNode item : list) {
            String text = all.size() < MOST_ITEMS ? in(item, depth + 1) : null;
            if (text != null && !all.contains(text)) {
                all.add(text);
            }
        }
        return all.isEmpty() ? null : String.join("; ", all);
    }

    private static String inObject(JsonNode json, int depth) {
        String text = json.path("error").isContainerNode() ? in(json.path("error"), depth + 1) : null;
        for (int i = 0; text == null && i < TEXTS.size(); i++) {
            text = in(json.path(TEXTS.get(i)), depth + 1);
        }
        for (int i = 0; text == null && i < INSIDE.size(); i++) {
            text = in(json.path(INSIDE.get(i)), depth + 1);
        }
        if (text == null) {
            return depth == 0 ? null : byField(json, depth);
        }
        String place = place(json);
        return place == null ? text : place + ": " + text;
    }

    /** What is wrong with each field, under its name. */
    private static String byField(JsonNode json, int depth) {
        List<String> all = new ArrayList<>();
        json.properties().forEach(field -> {
            String text = field.getValue().isArray() ? in(field.getValue(), depth + 1) : null;
            if (text != null && all.size() < MOST_ITEMS) {
                all.add(field.getKey() + ": " + text);
            }
        });
        return all.isEmpty() ? null : String.join("; ", all);
    }

    /** The field of the request that a part of a list is about. */
    private static String place(JsonNode item) {
        JsonNode loc = item.path("loc");
        if (loc.isArray() && !loc.isEmpty()) {
            List<String> steps = new ArrayList<>();
            loc.forEach(step -> steps.add(step.asText()));
            return String.join(".", steps);
        }
        return Json.text(item, "field");
    }

    /**
     * The code, or null if there is none.
     */
    static String code(JsonNode json) {
        JsonNode error = json.path(json.has("error") ? "error" : "Error");
        JsonNode source = error.isArray() ? error.path(0) : error;
        String code = Json.text(source, CODES);
        if (code == null) {
            code = Json.text(json, CODES);
        }
        if (code == null) {
            code = Json.text(json.path("base_resp"), "status_code");
        }
        if (code == null) {
            code = Json.text(json.path("errors").path(0), CODES);
        }
        if (code == null) {
            code = Json.text(source, "type");
        }
        // as OAuth has it: a word beside a sentence
        boolean word = code == null && error.isTextual() && WORD.matcher(error.textValue()).matches()
                       && Json.text(json, TEXTS.toArray(String[]::new)) != null;
        return word ? error.textValue() : code == null ? Json.text(json, "type") : code;
    }
}
