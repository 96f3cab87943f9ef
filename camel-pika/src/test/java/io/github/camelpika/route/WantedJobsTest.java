package io.github.camelpika.route;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a route submits on purpose is posted, however much it looks like what was posted before. */
@Timeout(60)
class WantedJobsTest {

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private Exchange send(RouteBuilder routes, Object body) throws Exception {
        rig.with(routes).start();
        CompletableFuture<Exchange> sent = rig.send("direct:in", body);
        Exchange done = rig.finish(sent);
        await().until(() -> rig.context.getInflightRepository().size() == 0);
        return done;
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }

    @Test
    void equalRowsOfATableAreAJobEachAlsoWhereTheAnswerToOneIsLost() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        send(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").split(body(), new UseLatestAggregationStrategy()).to("pika:generate");
            }
        }, List.of("a cat", "a cat", "a cat"));

        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void tapAndTheRouteBesideItSubmitOneEach() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").wireTap("pika:generate").to("pika:generate");
            }
        }, "a cat");
        await().until(() -> posts() == 2);
    }

    @Test
    void roundsOfALoopAreAJobEachAlsoAfterARedeliveryBeforeIt() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Exchange done = send(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").process(e -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("for the test");
                    }
                }).loop(3).setBody(constant("a cat")).to("pika:generate");
            }
        }, "a cat");

        assertThat(done.getException()).isNull();
        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void jobThatFailsIsTriedAnewByARedeliveryOfTheWholeRoute() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        Exchange done = send(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").to("direct:job");
                from("direct:job").errorHandler(noErrorHandler()).to("pika:generate").to("pika:feed");
            }
        }, "a cat");

        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void redeliveryAfterAWaitThatTimedOutGoesOnWaitingForTheSameTask() throws Exception {
        Exchange done = send(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").to("direct:job");
                from("direct:job").errorHandler(noErrorHandler()).to("pika:generate").to("pika:feed?waitTimeout=60s");
            }
        }, "a cat");

        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertThat(posts()).isEqualTo(1);
    }
}
