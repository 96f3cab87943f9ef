package io.github.camelpika.generate;

import java.util.List;

import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.model.Texts;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.MessageHelper;

/**
 * The option {@code costLabel}.
 */
final class CostLabel {

    private final String option;
    private final Expression expression;

    /**
     * @throws RuntimeException if it is no Simple expression
     */
    CostLabel(CamelContext context, String option) {
        this.option = option;
        this.expression = context.resolveLanguage("simple").createExpression(option);
        expression.init(context);
    }

    /**
     * The label of a message, or null.
     *
     * @throws PikaInvalidRequestException if it can't be found out
     */
    String of(Exchange exchange) {
        try {
            return expression.evaluate(exchange, String.class);
        } catch (RuntimeException e) {
            throw new PikaInvalidRequestException(List.of("costLabel '" + Texts.clean(option) + "' can't be evaluated: "
                                                          + Texts.clean(e.toString())));
        } finally {
            // a label made from the body must leave it to be read as the prompt
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }
}
