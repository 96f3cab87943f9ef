package io.github.camelpika.gateway;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.Texts;

/**
 * Finds the error in an answer, in the forms that gateways have for it:
 * {@code {"error":{"message","code"}}}, {@code {"code","message"}} and {@code {"code","msg"}}, the last two also with
 * HTTP 200.
 */
final class AnswerReader {

    /** What {@code code} holds where all is well; 0 with some gateways of the envelope dialect, success with new-api. */
    private static final Pattern FINE = Pattern.compile("0+|20\\d|20000|success|succeed|succeeded|ok|true", Pattern.CASE_INSENSITIVE);
    /** Numbers that some count their successes with: 1 is submitted, 22 stands in a queue. */
    private static final Pattern SMALL = Pattern.compile("[1-9]\\d?");
    private static final Pattern YES
            = Pattern.compile("\\b(?:submit|succe|ok\\b|accept|creat|queue)|成功|提交|排队", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO = Pattern.compile(
            "\\b(?:not|no|fail|error|denied|refus|reject|invalid|unable|cannot|full)|失败|错误|满", Pattern.CASE_INSENSITIVE);
    private static final Set<String> FALSE = Set.of("false", "0");

    private static final Pattern REQUEST_ID = Pattern.compile("request id: ?([\\w.:-]{1,100})", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_STATUS = Pattern.compile("[1-5]\\d\\d");
    private static final Pattern TITLE = Pattern.compile("<title[^>]*+>([^<]{1,200})", Pattern.CASE_INSENSITIVE);

    private AnswerReader() {
    }

    /**
     * Whether the answer, even with HTTP 200, says that something went wrong.
     */
    static boolean saysError(JsonNode json) {
        JsonNode error = json.path("error");
        return codeIsAnError(json)
               || error.isObject() && !Json.filled(error).isEmpty()
               || error.isTextual() && !error.textValue().isBlank() && !json.has("videos")
               || json.path("errors").isContainerNode() && !json.path("errors").isEmpty()
               || FALSE.contains(json.path("success").asText())
               || isNoZero(json.path("base_resp"), "status_code") || isNoZero(json, "error_code");
    }

    /**
     * Whether there is a {@code code}, and it is none that stands for success.
     */
    static boolean codeIsAnError(JsonNode json) {
        String code = Json.text(json, "code");
        return code != null && !isFine(code);
    }

    /**
     * Whether it is a code or a word that stands for success.
     */
    static boolean isFine(String code) {
        return FINE.matcher(code.strip()).matches();
    }

    /**
     * Whether the {@code code} may be a success that a gateway has a number of its own for, by the words beside it.
     */
    static boolean saysSubmitted(JsonNode json) {
        String code = Json.text(json, "code");
        String words = Reason.in(json);
        return code != null && SMALL.matcher(code.strip()).matches() && words != null && YES.matcher(words).find()
               && !NO.matcher(words).find();
    }

    private static boolean isNoZero(JsonNode json, String field) {
        String number = Json.text(json, field);
        return number != null && !isFine(number);
    }

    /**
     * The error that the answer tells of, or as much of one as there is. It is not retryable until somebody says so.
     */
    static GatewayError error(RawAnswer answer, JsonNode json) {
        String code = Texts.clean(Reason.code(json));
        String message = message(answer, json);
        Matcher id = REQUEST_ID.matcher(message);
        return new GatewayError(status(answer, code), code, Texts.clean(message), id.find() ? id.group(1) : null, false,
                answer.retryAfter());
    }

    private static String message(RawAnswer answer, JsonNode json) {
        String reason = Reason.in(json);
        if (reason != null) {
            return reason;
        }
        if (answer.status() >= 300 && answer.status() < 400 && answer.location() != null) {
            return "it redirects to " + answer.location() + ", which is not followed: is the baseUri right?";
        }
        boolean nothing = answer.body().isBlank() || json.isObject() && Json.filled(json).isEmpty();
        if (nothing) {
            return "no reason given in the answer" + answer.toldLocation();
        }
        if (json.isObject() || !answer.isHtml()) {
            return answer.body();
        }
        Matcher title = TITLE.matcher(answer.body());
        return "a web page instead of an API's answer" + (title.find() ? ", '" + title.group(1).strip() + "'" : "")
               + ": is the baseUri right?";
    }

    /**
     * The status that counts: an error inside HTTP 200 carries its own in {@code code}.
     */
    private static int status(RawAnswer answer, String code) {
        boolean inside = answer.isSuccess() && code != null && HTTP_STATUS.matcher(code).matches();
        return inside ? Integer.parseInt(code) : answer.status();
    }
}
