package io.github.camelpika.observe.board;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelpika.gateway.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What the board answers. Each answer carries what keeps a browser from taking it for anything else: a page that takes
 * nothing from elsewhere and runs nothing that is in a text.
 *
 * @param body    bytes or a stream; null for none
 * @param headers beside those that all have
 */
record BoardReply(int status, String contentType, Object body, Map<String, String> headers) {

    static final String JSON = "application/json";
    static final String NONE_MATCH = "If-None-Match";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Cache-Control says it best, but platform-http takes it away; Expires and Vary it leaves. */
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store",
            "Expires", "0",
            "Vary", BoardGate.TOKEN);

    static BoardReply of(byte[] body, String contentType) {
        return new BoardReply(200, contentType, body, Map.of());
    }

    static BoardReply json(Map<String, ?> value) {
        return new BoardReply(200, JSON, Json.write(value).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /**
     * Why there is nothing, for a person.
     */
    static BoardReply refusal(int status, String why) {
        return new BoardReply(status, TEXT, (why + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }

    BoardReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new BoardReply(status, contentType, body, more);
    }

    BoardReply withoutBody(int newStatus) {
        return new BoardReply(newStatus, contentType, null, headers);
    }

    /**
     * The same, or that it is what the browser has already.
     *
     * @param tag tells the content
     */
    BoardReply unlessKnown(String tag, BoardRequest request) {
        BoardReply tagged = with("ETag", tag);
        return tag.equals(request.header(NONE_MATCH)) ? tagged.withoutBody(304) : tagged;
    }

    /**
     * Puts it in place of the request, of which nothing goes back.
     */
    void writeTo(Message message) {
        message.removeHeaders("*");
        GUARDS.forEach(message::setHeader);
        headers.forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (contentType != null) {
            message.setHeader(Exchange.CONTENT_TYPE, contentType);
        }
        message.setBody(body);
    }
}
