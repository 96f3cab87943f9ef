package io.github.camelpika.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;

/**
 * A Simple expression of which each function must give something. Simple takes null for an empty text, and then
 * {@code order-${header.id}} would be the same for all messages without an id.
 */
public final class CompleteExpression {

    private static final List<String> STARTS = List.of("${", "$simple{");
    /** Operators between functions, which choose what becomes of a null, and blocks of variables. */
    private static final Pattern OPERATORS = Pattern.compile("\\s\\?:?\\s|\\s\\?\\?\\s|~>|\\$init\\{|^\\+\\+|^--");
    /** They change something, or are never the same twice, and never null: to look at them apart would do harm. */
    private static final Pattern NOT_TWICE = Pattern.compile(
            "\\s*(random|uuid|setHeader|setVariable|throwException|assert)(?![A-Za-z]).*", Pattern.DOTALL);

    private final String text;
    private final Language simple;
    private final CamelContext context;
    /** What the text is made of, one after the other. */
    private final List<Part> parts = new ArrayList<>();
    /** What these have inside. */
    private final List<Part> nested = new ArrayList<>();

    private record Part(String text, Expression expression) {
        Object value(Exchange exchange) {
            return expression.evaluate(exchange, Object.class);
        }
    }

    /**
     * A function gave nothing for a message.
     */
    public static final class NothingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingException(String function) {
            super(function);
        }

        /**
         * As it stands in the expression.
         */
        public String function() {
            return getMessage();
        }
    }

    /**
     * @throws RuntimeException if it is no Simple expression
     */
    public CompleteExpression(CamelContext context, String text) {
        this.text = text;
        this.context = context;
        this.simple = context.resolveLanguage("simple");
        Part whole = part(text);
        List<String> segments = segments(text);
        boolean isChain = segments.stream().filter(segment -> !isFunction(segment)).noneMatch(between -> OPERATORS.matcher(between).find());
        Set<String> inside = new LinkedHashSet<>();
        for (String segment : segments) {
            if (isFunction(segment)) {
                addInside(segment, inside);
            }
        }
        if (isChain) {
            segments.forEach(segment -> parts.add(part(segment)));
        } else {
            parts.add(whole);
            segments.stream().filter(CompleteExpression::isFunction).forEach(inside::add);
        }
        inside.stream().filter(function -> !NOT_TWICE.matcher(function.substring(function.indexOf('{') + 1)).matches())
                .forEach(function -> nested.add(part(function)));
    }

    private Part part(String simpleText) {
        Expression expression = simple.createExpression(simpleText);
        expression.init(context);
        return new Part(simpleText, expression);
    }

    private static boolean isFunction(String segment) {
        return STARTS.stream().anyMatch(segment::startsWith);
    }

    /**
     * The functions of a text, and what stands between them.
     */
    private static List<String> segments(String text) {
        List<String> segments = new ArrayList<>();
        int literal = 0;
        int at = 0;
        while (at < text.length()) {
            int from = at;
            String start = STARTS.stream().filter(each -> text.startsWith(each, from)).findFirst().orElse(null);
            if (start == null) {
                at++;
                continue;
            }
            if (at > literal) {
                segments.add(text.substring(literal, at));
            }
            int end = end(text, at + start.length());
            segments.add(text.substring(at, end));
            at = end;
            literal = end;
        }
        if (literal < text.length()) {
            segments.add(text.substring(literal));
        }
        return segments;
    }

    private static int end(String text, int from) {
        int depth = 1;
        int at = from;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return at;
    }

    private static void addInside(String function, Set<String> found) {
        for (String segment : segments(function.substring(function.indexOf('{') + 1, function.length() - 1))) {
            if (isFunction(segment)) {
                found.add(segment);
                addInside(segment, found);
            }
        }
    }

    /**
     * @throws NothingException if any function gives null
     */
    public String of(Exchange exchange) {
        nested.forEach(part -> value(part, exchange));
        StringBuilder whole = new StringBuilder();
        for (Part part : parts) {
            Object value = value(part, exchange);
            String said = context.getTypeConverter().convertTo(String.class, exchange, value);
            if (said == null) {
                throw new NothingException(part.text);
            }
            whole.append(said);
        }
        return whole.toString();
    }

    private static Object value(Part part, Exchange exchange) {
        Object value = part.value(exchange);
        if (value == null) {
            throw new NothingException(part.text);
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
