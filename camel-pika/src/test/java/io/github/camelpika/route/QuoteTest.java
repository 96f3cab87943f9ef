package io.github.camelpika.route;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code pika:quote} at Pika's own API, which is the one that tells.
 */
class QuoteTest {

    private final PikaRig rig = new PikaRig().use("pika");

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private Exchange quote(String uri, Object body, Map<String, Object> headers) {
        return rig.send(uri, body, headers).getNow(null);
    }

    private static Object cost(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PikaConstants.COST_STATE)).isEqualTo("quoted");
        return exchange.getMessage().getHeader(PikaConstants.COST);
    }

    private List<RecordedRequest> requests() {
        return rig.simulator.requests();
    }

    @ParameterizedTest
    @CsvSource({ "'',0.45", "?resolution=720p,0.2", "?resolution=1080p,0.45" })
    void tellsDollars(String options, String dollars) {
        assertThat(cost(quote("pika:quote" + options, "a cat", Map.of()))).isEqualTo(dollars);
    }

    @Test
    void asksWithTheBodyOfTheJobAndSubmitsNothing() {
        Exchange exchange = quote("pika:quote?resolution=720p&negativePrompt=fog", "a cat", Map.of(PikaConstants.SEED, 7));
        assertThat(cost(exchange)).isEqualTo("0.2");
        assertThat(exchange.getMessage().getBody()).isEqualTo("a cat");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys(PikaConstants.TASK_ID, PikaConstants.STATE);
        quote("pika:generate?resolution=720p&negativePrompt=fog", "a cat", Map.of(PikaConstants.SEED, 7));
        assertThat(requests()).extracting(RecordedRequest::operation).containsExactly(Operation.QUOTE, Operation.GENERATE);
        assertThat(requests().get(0).body()).isEqualTo(requests().get(1).body());
        assertThat(requests().get(0).path()).endsWith("/catalog/apis/pika/pika-2.5/text-to-video/quote");
        assertThat(requests().get(0).headers()).doesNotContainKey("idempotency-key");
    }

    @Test
    void theMessageCanBeSubmittedAfterwards() {
        Map<String, Object> fields = Map.of("prompt", "a cat", "resolution", "720p");
        assertThat(quote("pika:quote", fields, Map.of()).getMessage().getBody()).isSameAs(fields);
        Exchange stream = quote("pika:quote", new ByteArrayInputStream("a cat".getBytes(StandardCharsets.UTF_8)), Map.of());
        assertThat(stream.getMessage().getBody(String.class)).isEqualTo("a cat");
    }

    @Test
    void aRouteCanChooseByThePriceInSimple() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:quote").filter(simple("${header.CamelPikaCost} <= 0.30")).to("pika:generate");
            }
        });
        quote("direct:in", "a cat", Map.of());
        quote("direct:in", "a cat", Map.of(PikaConstants.RESOLUTION, "720p"));
        assertThat(requests()).extracting(RecordedRequest::operation).containsExactly(Operation.QUOTE, Operation.QUOTE, Operation.GENERATE);
    }

    @ParameterizedTest
    @CsvSource({ "true", "false" })
    void withoutAKeyItSendsNone(boolean hasKey) throws Exception {
        if (!hasKey) {
            rig.component.getConfiguration().setApiKey(null);
        }
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:quote");
            }
        });
        assertThat(cost(quote("direct:in", "a cat", Map.of()))).isNotNull();
        assertThat(requests().get(0).headers().containsKey("x-api-key")).isEqualTo(hasKey);
    }

    @Test
    void whatIsNoRequestIsToldAndNothingIsAsked() {
        assertThat(quote("pika:quote", "", Map.of()).getException()).isInstanceOf(PikaInvalidRequestException.class);
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = { "SERVER_ERROR", "TOO_MANY_REQUESTS", "HTML", "BAD_REQUEST", "LOST_RESPONSE", "CUT_JSON" })
    void noPriceIsAnExceptionAndNoneIsLeftOfAnEarlierStep(Fault fault) {
        rig.simulator.faults().next(Operation.QUOTE, fault);
        Exchange exchange = quote("pika:quote", "a cat", Map.of(PikaConstants.COST, "1", PikaConstants.COST_STATE, "settled"));
        assertThat(exchange.getException()).isInstanceOf(PikaGatewayException.class)
                .hasMessageContaining("Pika did not say what the job would cost");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys(PikaConstants.COST, PikaConstants.COST_STATE);
        assertThat(exchange.getMessage().getBody()).isEqualTo("a cat");
    }
}
