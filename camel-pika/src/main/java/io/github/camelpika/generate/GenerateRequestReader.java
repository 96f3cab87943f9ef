package io.github.camelpika.generate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Dialect;
import io.github.camelpika.gateway.Styles;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import org.apache.camel.Message;

/**
 * Makes the request out of a message and the endpoint's options.
 * <p>
 * With a text body, a header comes before the option, and the option before the body. With a Map, JSON or
 * {@link GenerateRequest} body, a header comes before the body's field, and that before the option.
 */
final class GenerateRequestReader {

    private final PikaConfiguration options;
    private final Dialect dialect;

    GenerateRequestReader(PikaConfiguration options, Dialect dialect) {
        this.options = options;
        this.dialect = dialect;
    }

    /**
     * @param  picture                     that the message brings as a file, which has its stand-in in the request; null for none
     * @throws PikaInvalidRequestException with all that is wrong
     */
    GenerateRequest read(Message message, Picture picture) {
        List<String> problems = new ArrayList<>();
        boolean promptElsewhere
                = !isAbsent(message.getHeader(PikaConstants.PROMPT)) || !isAbsent(options.getPrompt());
        RequestBody body = options.isImageBody() ? RequestBody.NOTHING
                : RequestBody.of(message, promptElsewhere, options.isIgnoreUnknownFields(), problems);
        GenerateRequest.Builder builder = GenerateRequest.builder();
        for (GenerateField field : GenerateField.values()) {
            try {
                Object value = picture != null && field == GenerateField.IMAGE ? picture.standIn()
                        : FieldValue.read(field, value(field, message, body));
                field.set(builder, field == GenerateField.INPUT ? together((OwnFields) value) : value);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        GenerateRequest request = builder.build();
        problems.addAll(dialect.needsPrompt(request) ? RequestCheck.problems(request) : RequestCheck.problemsOfParts(request));
        problems.addAll(dialect.problems(request));
        if (!options.isStyleWarnedOf() && dialect.hasKnownStyles()) {
            Styles.problemWith(request.style()).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new PikaInvalidRequestException(problems);
        }
        return request;
    }

    /**
     * Each field is an option of its own, so that the body overrides those that it has.
     */
    private OwnFields together(OwnFields ofBody) {
        return OwnFields.together(ofBody, (OwnFields) GenerateField.INPUT.inOptions(options));
    }

    private Object value(GenerateField field, Message message, RequestBody body) {
        Object value = field.hasHeader() ? message.getHeader(field.header) : null;
        if (isAbsent(value) && body.fields() != null) {
            value = body.fields().get(field);
        }
        if (isAbsent(value)) {
            value = field.inOptions(options);
        }
        return isAbsent(value) && field == GenerateField.PROMPT ? body.text() : value;
    }

    /**
     * Blank text is as good as nothing, as rows of a table come with empty columns.
     */
    private static boolean isAbsent(Object value) {
        return value == null || value instanceof CharSequence text && text.toString().isBlank()
               || value instanceof Collection<?> list && list.isEmpty();
    }
}
