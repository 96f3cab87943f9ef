package io.github.camelpika.generate;

import java.io.ByteArrayInputStream;
import java.util.Map;

import io.github.camelpika.PikaInvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotentKeyTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    public static final class Calls {
        private int calls;

        public String next() {
            return "call " + ++calls;
        }

        public String nothing() {
            return null;
        }
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(Map.of("id", 7));
        exchange.getMessage().setHeader("id", 42);
        exchange.getMessage().setHeader("blank", "");
        exchange.getMessage().setHeader("name", "id");
        exchange.setProperty("day", "Monday");
        exchange.setVariable("shop", "north");
        return exchange;
    }

    private String key(String option) {
        context.getRegistry().bind("nothing", new Calls());
        return new IdempotentKey(context, option).of(exchange());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "order-${header.id}                        | order-42",
            "$simple{header.id}/$simple{exchangeProperty.day} | 42/Monday",
            "${variable.shop}${body[id]}               | north7",
            "${header.blank}x                          | x",
            "${header.${header.name}}                  | 42",
            "${headerAs(id,String)}-${bodyAs(String)}  | 42-{id=7}",
            "the only one                              | the only one" })
    void itIsASimpleExpression(String option, String key) {
        assertThat(key(option)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "order-${header.none}                      | ${header.none} is null",
            "order-${in.header.none}                   | ${in.header.none} is null",
            "order-${headers[none]}                    | ${headers[none]} is null",
            "order-${header:none}                      | ${header:none} is null",
            "order-${headerAs(none,String)}            | ${headerAs(none,String)} is null",
            "order-$simple{header.none}-${header.id}   | $simple{header.none} is null",
            "order-${exchangeProperty.none}            | ${exchangeProperty.none} is null",
            "order-${variable.none}                    | ${variable.none} is null",
            "order-${variableAs(none,String)}          | ${variableAs(none,String)} is null",
            "order-${body[none]}                       | ${body[none]} is null",
            "${header.id}-${uppercase(${header.none})} | ${header.none} is null",
            "${header.blank}                           | it is blank",
            "${header.id}-${bean:nothing?method=nothing}              | ${bean:nothing?method=nothing} is null",
            "${header.id}-${trim(${bean:nothing?method=nothing})}     | ${bean:nothing?method=nothing} is null",
            "${header.id}-${exception.message}         | ${exception.message} is null",
            "${header.none} ?: 'none'                  | ${header.none} is null",
            "${header.id}-${body?.getOrDefault(a,null)}| ${body?.getOrDefault(a,null)} is null" })
    void whatIsNotThereMakesNoKey(String option, String why) {
        assertThatThrownBy(() -> key(option)).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("idempotentKey '").hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = { "job-${bodyAs(String)}", "job-${body}", "job-${uppercase(${bodyAs(String)})}", "job-${mandatoryBodyAs(String)}",
            "job-${bodyOneLine}", "job-${trim()}", "job-${uppercase()}", "job-${hash(${body},SHA-256)}", "job-$simple{bodyAs(String)}", "job-${bodyType}",
            "job-${prettyBody}", "job-${originalBody}", "job-${concat(${body},-a)}", "job-${bodyAs(String)} ?: ${body}" })
    void keyOfABodyThatIsNullIsNone(String option) {
        Exchange exchange = new DefaultExchange(context);
        assertThatThrownBy(() -> new IdempotentKey(context, option).of(exchange)).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("gives no key");
    }

    @Test
    void functionOfTheKeyIsEvaluatedOnce() {
        context.getRegistry().bind("counter", new Calls());
        assertThat(key("${bean:counter?method=next}")).isEqualTo("call 1");
    }

    @Test
    void aKeyOfTheBodyLeavesItToBeReadAsThePrompt() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(new InputStreamCache("a cat".getBytes()));
        assertThat(new IdempotentKey(context, "${body}").of(exchange)).isEqualTo("a cat");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("a cat");
        exchange.getMessage().setBody(new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> new IdempotentKey(context, "${body}").of(exchange)).hasMessageContaining("it is blank");
    }

    @Test
    void whatIsNoExpressionIsToldAtTheStart() {
        assertThatThrownBy(() -> new IdempotentKey(context, "${nothing.of.this.kind}"))
                .hasMessageContaining("nothing.of.this.kind");
    }
}
