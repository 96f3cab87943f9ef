package io.github.camelpika.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.model.Texts;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;
import org.apache.camel.support.MessageHelper;

/**
 * The option {@code idempotentKey}. Simple takes null for an empty text, and then the key {@code order-${header.id}} would
 * be the same for all messages without an id: so whatever it reads from the message must be there.
 */
public final class IdempotentKey {

    /** The functions that read from the exchange, and change nothing by it. */
    private static final Pattern READS = Pattern.compile(
            "\\s*(in\\.)?(headers?|headerAs|body|exchangeProperty|variables?|variableAs)(?![A-Za-z]).*", Pattern.DOTALL);
    private static final List<String> STARTS = List.of("${", "$simple{");

    private final String option;
    private final Expression whole;
    private final Map<String, Expression> parts = new LinkedHashMap<>();

    /**
     * @throws RuntimeException if it is no Simple expression
     */
    public IdempotentKey(CamelContext context, String option) {
        this.option = option;
        Language simple = context.resolveLanguage("simple");
        this.whole = simple.createExpression(option);
        whole.init(context);
        for (int at = 0; at < option.length(); at++) {
            for (String start : STARTS) {
                if (option.startsWith(start, at)) {
                    addPart(option.substring(at, end(at + start.length())), start, simple, context);
                }
            }
        }
    }

    private void addPart(String part, String start, Language simple, CamelContext context) {
        if (READS.matcher(part.substring(start.length())).matches()) {
            Expression expression = simple.createExpression(part);
            expression.init(context);
            parts.put(part, expression);
        }
    }

    /**
     * Where the function ends that has begun; others may be nested in it.
     */
    private int end(int from) {
        int depth = 1;
        int at = from;
        while (at < option.length() && depth > 0) {
            char c = option.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return at;
    }

    /**
     * @throws PikaInvalidRequestException if there is none
     */
    public String of(Exchange exchange) {
        try {
            for (Map.Entry<String, Expression> part : parts.entrySet()) {
                if (part.getValue().evaluate(exchange, Object.class) == null) {
                    throw problem(part.getKey() + " is null in this message");
                }
            }
            String key = whole.evaluate(exchange, String.class);
            if (key == null || key.isBlank()) {
                throw problem("it is blank for this message");
            }
            return key;
        } catch (PikaInvalidRequestException e) {
            throw e;
        } catch (RuntimeException e) {
            throw problem("it can't be evaluated: " + Texts.clean(e.toString()));
        } finally {
            // a key made from the body must leave it to be read as the prompt
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }

    private PikaInvalidRequestException problem(String what) {
        return new PikaInvalidRequestException(List.of("idempotentKey '" + Texts.clean(option) + "' gives no key, because " + what
                                                       + ": without a key the job could be paid for twice"));
    }
}
