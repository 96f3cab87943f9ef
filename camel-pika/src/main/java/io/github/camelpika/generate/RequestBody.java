package io.github.camelpika.generate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import static java.util.stream.Collectors.joining;

/**
 * What a message's body says about the request: fields, or a text that is the prompt.
 *
 * @param fields  the fields that a Map, JSON or {@link GenerateRequest} has; null for a text
 * @param text    the text; null for fields, and where the body is not looked at
 * @param unknown the names of fields that are none of a request
 */
record RequestBody(Map<GenerateField, Object> fields, String text, List<String> unknown) {

    static final RequestBody NOTHING = new RequestBody(null, null, List.of());
    private static final int MOST_NAMED = 20;
    private static final String ACCEPTED = "a prompt as text, a Map, JSON or a GenerateRequest";

    /**
     * Reads the body, once.
     *
     * @param  promptElsewhere             whether a header or an option has the prompt, so that a text is not looked at
     * @param  ignoreUnknown               whether fields that are none of a request are left out
     * @param  problems                    gets a sentence that tells all fields that are unknown
     * @throws PikaInvalidRequestException if the body can't be read at all
     */
    static RequestBody of(Message message, boolean promptElsewhere, boolean ignoreUnknown, List<String> problems) {
        Object body = message.getBody();
        if (body instanceof GenerateRequest request) {
            return ofRequest(request);
        }
        RequestBody read = body instanceof Map<?, ?> map ? ofMap(map)
                : body instanceof JsonNode node ? ofJson(node)
                : ofText(message, promptElsewhere);
        if (!read.unknown.isEmpty() && !ignoreUnknown) {
            problems.add(unknownFields(read.unknown));
        }
        return read;
    }

    private static RequestBody ofText(Message message, boolean promptElsewhere) {
        if (isJson(message)) {
            return ofJson(parse(text(message, promptElsewhere)));
        }
        Object body = message.getBody();
        if (body == null || promptElsewhere && !BodyText.carries(body) && Values.isScalar(body)) {
            return NOTHING;
        }
        String text = text(message, promptElsewhere);
        if (promptElsewhere) {
            return NOTHING;
        }
        return text.stripLeading().startsWith("{") ? ofJson(parse(text)) : new RequestBody(null, text, List.of());
    }

    private static RequestBody ofRequest(GenerateRequest request) {
        Map<GenerateField, Object> fields = new EnumMap<>(GenerateField.class);
        for (GenerateField field : GenerateField.values()) {
            fields.put(field, field.inRequest(request));
        }
        return new RequestBody(fields, null, List.of());
    }

    private static RequestBody ofMap(Map<?, ?> map) {
        Map<GenerateField, Object> fields = new EnumMap<>(GenerateField.class);
        List<String> unknown = new ArrayList<>();
        Map<String, Object> own = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.startsWith(OwnFields.PREFIX)) {
                OwnFields.put(own, name.substring(OwnFields.PREFIX.length()), value);
            } else {
                GenerateField.named(name).ifPresentOrElse(field -> fields.put(field, value), () -> unknown.add(name));
            }
        });
        if (!own.isEmpty()) {
            fields.merge(GenerateField.INPUT, own, RequestBody::together);
        }
        return new RequestBody(fields, null, unknown);
    }

    private static Object together(Object nested, Object own) {
        Map<Object, Object> both = new LinkedHashMap<>(nested instanceof Map<?, ?> map ? map : Map.of());
        both.putAll((Map<?, ?>) own);
        return both;
    }

    /**
     * One sentence for all, as a row of a table has many columns.
     */
    private static String unknownFields(List<String> unknown) {
        String names = unknown.stream().limit(MOST_NAMED).map(name -> "'" + RequestCheck.shorten(name) + "'")
                .collect(joining(", "));
        return (unknown.size() == 1 ? "the body's field " + names + " is" : "the body's fields " + names + " are")
               + " unknown: put data of your own into headers, or set ignoreUnknownFields=true; the fields of a request are "
               + GenerateField.names();
    }

    private static RequestBody ofJson(JsonNode node) {
        if (!node.isObject()) {
            throw unreadable("the body is JSON, but not an object with fields such as {\"prompt\": \"...\"}");
        }
        return ofMap(Json.MAPPER.convertValue(node, Map.class));
    }

    private static boolean isJson(Message message) {
        String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return contentType != null && contentType.toLowerCase(Locale.ROOT).matches("[^;]*[/+]json\\s*(;.*)?");
    }

    private static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw unreadable("the body can't be read as JSON, although its Content-Type or its first character { says"
                    + " that it is JSON (" + e.getOriginalMessage() + "). If it is a plain prompt, remove the header"
                    + " that an earlier step left, with removeHeader and the name 'Content-Type'; a prompt that"
                    + " starts with { belongs in the header "
                             + PikaConstants.PROMPT);
        }
    }

    /**
     * The body as text. Only of what is text: Camel would turn any other object into its toString(), and that would be
     * paid for.
     */
    private static String text(Message message, boolean promptElsewhere) {
        Object body = message.getBody();
        try {
            if (!BodyText.carries(body)) {
                throw unreadable("the body is " + (body == null ? "empty" : "a " + body.getClass().getName())
                                 + ", but generate takes " + ACCEPTED);
            }
            return BodyText.of(message);
        } catch (PikaInvalidRequestException e) {
            throw promptElsewhere
                    ? unreadable(e.getProblems().get(0) + ". The prompt comes from a header or an option here, so"
                            + " clear the body if an earlier step has left it, with setBody and an empty text")
                    : e;
        }
    }

    private static PikaInvalidRequestException unreadable(String problem) {
        return new PikaInvalidRequestException(List.of(problem));
    }
}
