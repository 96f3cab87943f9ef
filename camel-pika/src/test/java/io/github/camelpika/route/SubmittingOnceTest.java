package io.github.camelpika.route;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.generate.SubmissionMark;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Camel's own redelivery posts again only what was provably not accepted.
 */
class SubmittingOnceTest {

    private final PikaRig rig = new PikaRig();
    private final AtomicInteger onException = new AtomicInteger();
    private final AtomicInteger redeliveries = new AtomicInteger();
    private final List<Exchange> dead = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(3).redeliveryDelay(0));
                onException(PikaSubmissionUnknownException.class)
                        .maximumRedeliveries(3).redeliveryDelay(0)
                        .onRedelivery(exchange -> redeliveries.incrementAndGet())
                        .process(exchange -> onException.incrementAndGet())
                        .handled(true).to("direct:dead");
                from("direct:in").to("pika:generate");
                from("direct:again").to("pika:generate").setBody(constant("a dog")).to("pika:generate");
                from("direct:dead").process(dead::add);
            }
        }).start();
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class,
                names = { "LOST_RESPONSE", "ACCEPT_THEN_ERROR", "SERVER_ERROR", "CUT_JSON", "CLOSED" })
    void oneLostAcceptIsOnePostAndTheErrorHandlersRun(Fault fault) throws Exception {
        start();
        rig.simulator.faults().next(Operation.GENERATE, fault, 10);

        Exchange done = rig.finish(rig.send("direct:in", "a cat"));

        assertThat(posts()).isEqualTo(1);
        assertThat(onException).hasValue(1);
        assertThat(dead).singleElement().satisfies(exchange -> {
            assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                    .isInstanceOf(PikaSubmissionUnknownException.class);
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("a cat");
        });
        assertThat(redeliveries).hasValue(3);
        assertThat(done.getException()).isNull();
    }

    @Test
    void whatWasProvablyRefusedIsPostedAgainByARedelivery() throws Exception {
        start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST, 2);

        Exchange done = rig.finish(rig.send("direct:in", "a cat"));

        assertThat(posts()).isEqualTo(3);
        assertThat(dead).isEmpty();
        assertThat(done.getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
    }

    @Test
    void anExchangeThatWasAcceptedMaySubmitAgainInALaterStep() throws Exception {
        start();
        Exchange done = rig.finish(rig.send("direct:again", "a cat"));
        assertThat(done.getException()).isNull();
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void anExchangeThatComesBackWhileItsPostIsUnderWayIsNotPosted() throws Exception {
        start();
        Exchange exchange = rig.context.getEndpoint("direct:in").createExchange();
        exchange.getMessage().setBody("a cat");
        new SubmissionMark(rig.context.getEndpoint("pika:generate").getEndpointUri()).set(exchange, GenerateRequest.of("a cat"));
        rig.template.send("direct:in", exchange);
        assertThat(posts()).isZero();
        assertThat(dead).hasSize(1);
    }

    @Test
    void theExchangeIsMarkedWhileItsPostIsOnTheLine() throws Exception {
        List<Throwable> redeliveredMeanwhile = new CopyOnWriteArrayList<>();
        HttpComponent http = new HttpComponent();
        rig.context.addComponent("watched", http);
        rig.component.setHttpComponent(http);
        rig.start();
        Exchange exchange = rig.context.getEndpoint("pika:generate").createExchange();
        exchange.getMessage().setBody("a cat");
        SubmissionMark mark = new SubmissionMark(rig.context.getEndpoint("pika:generate").getEndpointUri());
        http.setHttpClientConfigurer(builder -> builder.addRequestInterceptorLast((request, entity, context) -> {
            if (request.getRequestUri().contains("generate")) {
                redeliveredMeanwhile.add(catchThrowable(() -> mark.refuseIfSet(exchange, GenerateRequest.of("a cat"), "CometAPI")));
            }
        }));
        var producer = rig.context.getEndpoint("pika:generate").createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> { });
        assertThat(redeliveredMeanwhile).singleElement().isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void aRedeliveryToADynamicUriThatIsAnotherEachTimeIsNotPosted() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:dynamic").toD("pika:generate?seed=${random(1,1000000)}");
            }
        }).start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE, 10);
        Exchange done = rig.finish(rig.send("direct:dynamic", "a cat"));
        assertThat(done.getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void anotherJobOnTheSameExchangeIsNoRedelivery() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(PikaException.class).continued(true);
                from("direct:loop").loop(3).setBody(simple("cat ${exchangeProperty.CamelLoopIndex}")).to("pika:generate");
            }
        }).start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:loop", ""));
        assertThat(rig.simulator.tasks()).extracting(task -> task.prompt()).containsExactly("cat 0", "cat 1", "cat 2");
    }

    @Test
    void anExchangeThatGoesOnAfterALostAcceptDoesNotCarryAnEarlierTask() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(PikaException.class).continued(true);
                from("direct:two").to("pika:generate").to("pika:feed").setBody(constant("a dog")).to("pika:generate");
            }
        }).start();
        CompletableFuture<Exchange> sent = rig.send("direct:two", "a cat");
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        Exchange done = rig.finish(sent);
        assertThat(rig.simulator.tasks()).hasSize(2);
        assertThat(done.getMessage().getHeaders())
                .containsEntry(PikaConstants.STATE, "UNKNOWN")
                .doesNotContainKeys(PikaConstants.TASK_ID, PikaConstants.VIDEO_URL);
    }
}
