package io.github.camelpika.generate;

import java.util.List;

import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.CompleteExpression;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/**
 * The option {@code idempotentKey}.
 */
public final class IdempotentKey {

    private final CompleteExpression expression;

    /**
     * @throws RuntimeException if it is no Simple expression
     */
    public IdempotentKey(CamelContext context, String option) {
        this.expression = new CompleteExpression(context, option);
    }

    /**
     * @throws PikaInvalidRequestException if there is none
     */
    public String of(Exchange exchange) {
        try {
            String key = expression.of(exchange);
            if (key.isBlank()) {
                throw problem("it is blank for this message");
            }
            return key;
        } catch (PikaInvalidRequestException e) {
            throw e;
        } catch (CompleteExpression.NothingException e) {
            throw problem(e.function() + " is null in this message");
        } catch (RuntimeException e) {
            throw problem("it can't be evaluated: " + Texts.clean(e.toString()));
        } finally {
            // a key made from the body must leave it to be read as the prompt
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }

    private PikaInvalidRequestException problem(String what) {
        return new PikaInvalidRequestException(List.of("idempotentKey '" + Texts.clean(expression.toString()) + "' gives no key, because " + Texts.clean(what)
                                                       + ": without a key the job could be paid for twice"));
    }
}
