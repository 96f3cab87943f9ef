package io.github.camelpika.gateway;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An HTTP answer before it is understood.
 *
 * @param status      the HTTP status
 * @param contentType the header, or null
 * @param retryAfter  the header, understood, or null
 * @param location    where else to look, as the header {@code Location} has it, cleaned, or null
 * @param taskId      the id of a task that a header names, or null
 * @param headers     those that are of this API alone and begin with {@code x-}, in lower case, cleaned
 * @param body        the text, scrubbed of the key, never null
 */
record RawAnswer(int status, String contentType, Duration retryAfter, String location, String taskId,
                 Map<String, String> headers, String body) {

    /** What a text has that could be read neither as JSON nor in its charset, if it is one at all. */
    private static final Pattern UNREAD = Pattern.compile("\\{\\s*+[\"']|[\\p{Cc}&&[^\\s\\x00]]|\uFFFD");

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * A page for people, as proxies and web sites answer where there is no API. Only for what is no JSON: some
     * frameworks call all that they write text/html.
     */
    boolean isHtml() {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("html")
               || body.stripLeading().startsWith("<") || AnswerJson.isPage(body);
    }

    /**
     * Nothing at all, or a line of text: what an API says that has no JSON for it. A piece of JSON is not that, nor is what
     * nobody can read.
     */
    boolean isPlain() {
        return !isHtml() && !body.stripLeading().startsWith("{") && !UNREAD.matcher(body).find();
    }

    /**
     * Where else to look, as far as a person is to be told.
     */
    String toldLocation() {
        return location == null ? "" : " (Location: " + location + ")";
    }
}
