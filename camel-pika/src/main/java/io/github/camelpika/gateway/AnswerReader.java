package io.github.camelpika.gateway;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Finds the error in an answer, in the forms that gateways have for it:
 * {@code {"error":{"message","code"}}}, {@code {"code","message"}} and {@code {"code","msg"}}, the last two also with
 * HTTP 200.
 */
final class AnswerReader {

    /** What {@code code} holds where all is well; 0 with some gateways of dialect A, success with new-api. */
    private static final Set<String> FINE = Set.of("200", "0", "success");

    private static final Pattern REQUEST_ID = Pattern.compile("request id: ?([\\w.:-]{1,100})", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_STATUS = Pattern.compile("[1-5]\\d\\d");

    private AnswerReader() {
    }

    /**
     * Whether the answer, even with HTTP 200, says that something went wrong.
     */
    static boolean saysError(JsonNode json) {
        String code = Json.text(json, "code");
        JsonNode error = json.path("error");
        return code != null && !FINE.contains(code)
               || error.isObject() && !Json.filled(error).isEmpty()
               || error.isTextual() && !error.textValue().isBlank() && !json.has("videos");
    }

    /**
     * The error that the answer tells of, or as much of one as there is. It is not retryable until somebody says so.
     */
    static GatewayError error(RawAnswer answer, JsonNode json) {
        JsonNode error = json.path("error");
        JsonNode source = error.isObject() ? error : json;
        String code = Texts.clean(Json.text(source, "code", "type"));
        String message = Json.text(source, "message", "msg");
        if (message == null) {
            message = error.isTextual() ? error.textValue() : null;
        }
        if (message == null) {
            message = answer.isHtml() ? "a web page instead of an API's answer: is the baseUri right?"
                    : "no reason given in the answer";
        }
        Matcher id = REQUEST_ID.matcher(message);
        return new GatewayError(status(answer, code), code, Texts.clean(message), id.find() ? id.group(1) : null, false,
                answer.retryAfter());
    }

    /**
     * The status that counts: an error inside HTTP 200 carries its own in {@code code}.
     */
    private static int status(RawAnswer answer, String code) {
        boolean inside = answer.isSuccess() && code != null && HTTP_STATUS.matcher(code).matches();
        return inside ? Integer.parseInt(code) : answer.status();
    }

    /**
     * The tree, or nothing if the text is none.
     */
    static JsonNode jsonOrNothing(RawAnswer answer) {
        try {
            return Json.read(answer.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
