package io.github.camelpika;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelpika.gateway.Json;
import io.github.camelpika.track.Submitted;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Takes down what an exchange has with it when it submits a task to a queue, for the route that takes the finished task.
 */
final class SubmittedExchange {

    /** A prompt is a few hundred bytes; whatever is larger belongs elsewhere, with a header that says where. */
    private static final int LARGEST_BODY = 1 << 20;

    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    private SubmittedExchange() {
    }

    /**
     * Strings, numbers and booleans as they are, anything else as JSON. Without what may be a secret, what was of HTTP
     * only, and what this component reads and writes itself.
     *
     * @param  apiKey                      a header that holds it is left out
     * @throws PikaInvalidRequestException if the body can't be kept
     */
    static Submitted of(Exchange exchange, String apiKey) {
        Message message = exchange.getMessage();
        Map<String, Object> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean ours = lower.startsWith("camelpika");
            if (value != null && !ours && !lower.startsWith("camelhttp") && !SECRET.contains(lower)) {
                Object kept = kept(value);
                if (kept != null && !kept.toString().contains(apiKey)) {
                    headers.put(name, kept);
                }
            }
        });
        return new Submitted(headers, body(message));
    }

    private static Object kept(Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        try {
            return Json.write(value);
        } catch (IllegalArgumentException e) {
            // an object of the process, such as a session: it would mean nothing in another one
            return null;
        }
    }

    private static String body(Message message) {
        Object body = message.getBody();
        if (body == null) {
            return null;
        }
        boolean text = body instanceof CharSequence || body instanceof Number || body instanceof Boolean;
        boolean bytes = body instanceof InputStream || body instanceof StreamCache || body instanceof byte[]
                        || body instanceof Reader || body instanceof File || body instanceof Path
                        || body instanceof ByteBuffer || body instanceof WrappedFile;
        String kept = text ? body.toString() : bytes ? read(message) : Json.write(body);
        if (kept.length() > LARGEST_BODY) {
            throw tooLarge();
        }
        return kept;
    }

    /**
     * Reads a stream as far as it may be kept, and puts the text in its place, so that the request can be read from it,
     * too.
     */
    private static String read(Message message) {
        try (InputStream in = message.getBody(InputStream.class)) {
            byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw tooLarge();
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            message.setBody(text);
            return text;
        } catch (IOException e) {
            throw new PikaInvalidRequestException(List.of("the body can't be read: " + e));
        }
    }

    private static PikaInvalidRequestException tooLarge() {
        return new PikaInvalidRequestException(List.of("the body is larger than the 1 MiB that a queue keeps for the route"
                                                       + " that takes the finished task: put the prompt into a header and"
                                                       + " a smaller body in its place"));
    }
}
