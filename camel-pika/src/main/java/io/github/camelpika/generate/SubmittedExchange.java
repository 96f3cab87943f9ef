package io.github.camelpika.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.track.SubmittedMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Takes down what an exchange has with it when it submits a task to a queue, for the route that takes the finished task.
 */
public final class SubmittedExchange {

    /** A prompt is a few hundred bytes; whatever is larger belongs elsewhere, with a header that says where. */
    private static final int LARGEST_BODY = 1 << 20;

    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");
    /** This component's own, those of HTTP, who is logged in, and an object of the file component that each of its messages has. */
    private static final List<String> NOT_KEPT = List.of("camelpika", "camelhttp", "camelauthentication", "camelfileinitialoffset");
    private static final List<String> PICTURES = List.of(GenerateField.IMAGE.option, GenerateField.VIDEO.option, GenerateField.IMAGES.option);

    private SubmittedExchange() {
    }

    /**
     * Numbers and booleans as they are, other values as text, and what is made of values as JSON. Without what may be a
     * secret, what was of HTTP only, what this component reads and writes itself, and objects that are no values.
     *
     * @param  apiKey                      a header that holds it is left out
     * @param  keepsBody                   false where the body is a picture, which nobody wants to have with the finished video
     * @param  notKept                     told the name of each header that is left out, because it is no value
     * @throws PikaInvalidRequestException if the body can't be kept
     */
    public static SubmittedMessage of(Exchange exchange, String apiKey, boolean keepsBody, Consumer<String> notKept) {
        Message message = exchange.getMessage();
        Map<String, Object> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value == null || value.equals(Optional.empty()) || isNeverKept(name.toLowerCase(Locale.ROOT))) {
                return;
            }
            Values.plain(value).map(SubmittedExchange::flat).ifPresentOrElse(kept -> {
                if (!kept.toString().contains(apiKey)) {
                    headers.put(name, kept);
                }
            }, () -> notKept.accept(name));
        });
        return new SubmittedMessage(headers, keepsBody ? body(message) : null);
    }

    private static boolean isNeverKept(String lower) {
        return SECRET.contains(lower) || NOT_KEPT.stream().anyMatch(lower::startsWith);
    }

    private static Object flat(Object plain) {
        return plain instanceof String || plain instanceof Number || plain instanceof Boolean ? plain : Json.write(plain);
    }

    private static String body(Message message) {
        Object body = message.getBody();
        String kept = BodyText.carries(body) ? withoutPicture(BodyText.of(message))
                : body instanceof Map<?, ?> fields ? Json.write(withoutPicture(values(fields)))
                : Values.plain(body).map(plain -> Json.write(withoutPicture(Json.MAPPER.valueToTree(plain)))).orElse(null);
        if (kept != null && kept.length() > LARGEST_BODY) {
            throw new PikaInvalidRequestException(List.of("the body is larger than the 1 MiB that a queue keeps for the route"
                                                          + " that takes the finished task: move the prompt into a"
                                                          + " header, and set a smaller body"));
        }
        return kept;
    }

    private static JsonNode values(Map<?, ?> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> Values.plain(value).ifPresent(plain -> values.put(String.valueOf(name), plain)));
        return Json.MAPPER.valueToTree(values);
    }

    private static String withoutPicture(String text) {
        try {
            JsonNode json = text.stripLeading().startsWith("{") ? Json.read(text) : MissingNode.getInstance();
            return hasPicture(json) ? Json.write(withoutPicture(json)) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /**
     * A picture that is not given by its address is megabytes, which nobody wants to have with the finished video.
     */
    private static JsonNode withoutPicture(JsonNode json) {
        if (json instanceof ObjectNode fields) {
            PICTURES.stream().filter(name -> isPicture(fields.path(name))).forEach(fields::remove);
        }
        return json;
    }

    private static boolean hasPicture(JsonNode json) {
        return PICTURES.stream().anyMatch(name -> isPicture(json.path(name)));
    }

    private static boolean isPicture(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).anyMatch(SubmittedExchange::isPicture);
        }
        return value.isTextual() && !value.textValue().isBlank()
               && !Pictures.in(value.textValue()).all().stream().allMatch(RequestCheck::isHttpUrl);
    }
}
