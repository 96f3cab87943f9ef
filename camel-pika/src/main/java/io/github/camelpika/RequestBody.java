package io.github.camelpika;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.MessageHelper;

/**
 * What a message's body says about the request: fields, or a text that is the prompt.
 *
 * @param fields the fields that a Map, JSON or {@link GenerateRequest} has; null for a text
 * @param text   the text; null for fields, and where the body is not looked at
 */
record RequestBody(Map<GenerateField, Object> fields, String text) {

    private static final String ACCEPTED = "a prompt as text, a Map, JSON or a GenerateRequest";

    /**
     * Reads the body, once.
     *
     * @param  promptElsewhere             whether a header or an option has the prompt, so that a text is not looked at
     * @param  problems                    gets a sentence for each field that is unknown
     * @throws PikaInvalidRequestException if the body can't be read at all
     */
    static RequestBody of(Message message, boolean promptElsewhere, List<String> problems) {
        Object body = message.getBody();
        if (body instanceof GenerateRequest request) {
            return ofRequest(request);
        }
        if (body instanceof Map<?, ?> map) {
            return ofMap(map, problems);
        }
        if (body instanceof JsonNode node) {
            return ofJson(node, problems);
        }
        if (isJson(message)) {
            return ofJson(parse(text(message)), problems);
        }
        if (promptElsewhere || body == null) {
            return new RequestBody(null, null);
        }
        String text = text(message);
        return text.stripLeading().startsWith("{") ? ofJson(parse(text), problems) : new RequestBody(null, text);
    }

    private static RequestBody ofRequest(GenerateRequest request) {
        Map<GenerateField, Object> fields = new EnumMap<>(GenerateField.class);
        for (GenerateField field : GenerateField.values()) {
            fields.put(field, field.inRequest(request));
        }
        return new RequestBody(fields, null);
    }

    private static RequestBody ofMap(Map<?, ?> map, List<String> problems) {
        Map<GenerateField, Object> fields = new EnumMap<>(GenerateField.class);
        map.forEach((key, value) -> GenerateField.named(String.valueOf(key)).ifPresentOrElse(
                field -> fields.put(field, value),
                () -> problems.add("the body's field '" + RequestCheck.shorten(String.valueOf(key))
                                   + "' is unknown: use " + GenerateField.names())));
        return new RequestBody(fields, null);
    }

    private static RequestBody ofJson(JsonNode node, List<String> problems) {
        if (!node.isObject()) {
            throw unreadable("the body is JSON, but no object with fields such as {\"prompt\": \"...\"}");
        }
        return ofMap(Json.MAPPER.convertValue(node, Map.class), problems);
    }

    private static boolean isJson(Message message) {
        String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return contentType != null && contentType.toLowerCase(Locale.ROOT).matches("[^;]*[/+]json\\s*(;.*)?");
    }

    private static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw unreadable("the body can't be read as JSON, which its Content-Type or its first character { says it"
                             + " is (" + e.getOriginalMessage() + "); a prompt that starts with { goes into the header "
                             + PikaConstants.PROMPT);
        }
    }

    /**
     * The body as text. Only of what is text: Camel would turn any other object into its toString(), and that would be
     * paid for.
     */
    private static String text(Message message) {
        Object body = message.getBody();
        boolean isText = body instanceof CharSequence || body instanceof byte[] || body instanceof char[]
                         || body instanceof InputStream || body instanceof Reader || body instanceof StreamCache
                         || body instanceof ByteBuffer || body instanceof File || body instanceof Path
                         || body instanceof WrappedFile;
        if (!isText) {
            throw unreadable("the body is " + (body == null ? "empty" : "a " + body.getClass().getName())
                             + ", but generate takes " + ACCEPTED);
        }
        String text = message.getBody(String.class);
        MessageHelper.resetStreamCache(message);
        if (text == null) {
            throw unreadable("the body, a " + body.getClass().getName() + ", can't be read as text");
        }
        return text;
    }

    private static PikaInvalidRequestException unreadable(String problem) {
        return new PikaInvalidRequestException(List.of(problem));
    }
}
