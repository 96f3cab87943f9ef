package io.github.camelpika.rig;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ClaimCheckOperation;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * A way of Camel around a part of a route, from direct:in to {@link #PART}.
 *
 * @param name   as docs/eips.adoc has it
 * @param routes makes it
 */
public record Way(String name, Consumer<RouteBuilder> routes) {

    /** Tried as one whole: its own steps aren't redelivered. */
    public static final String PART = "direct:part";

    public static Stream<Way> all() {
        return Stream.of(
                way("to", (r, in) -> in.to(PART)),
                way("toD", (r, in) -> in.setHeader("to", r.constant(PART)).toD("${header.to}")),
                way("pipeline", (r, in) -> in.pipeline().to(PART).end()),
                way("choice", (r, in) -> in.choice().when(r.body().isNotNull()).to(PART).end()),
                way("filter", (r, in) -> in.filter(r.body().isNotNull()).to(PART).end()),
                way("step", (r, in) -> in.step("part").to(PART).end()),
                way("split", (r, in) -> in.split(r.body()).stopOnException().to(PART).end()),
                way("split, parallel", (r, in) -> in.split(r.body()).parallelProcessing().stopOnException().to(PART).end()),
                way("split, shareUnitOfWork", (r, in) -> in.split(r.body()).shareUnitOfWork().stopOnException().to(PART).end()),
                way("multicast", (r, in) -> in.multicast().stopOnException().to(PART).end()),
                way("multicast, parallel", (r, in) -> in.multicast().parallelProcessing().stopOnException().to(PART).end()),
                way("recipientList", (r, in) -> in.recipientList(r.constant(PART)).stopOnException()),
                way("recipientList, shareUnitOfWork",
                        (r, in) -> in.recipientList(r.constant(PART)).shareUnitOfWork().stopOnException()),
                way("routingSlip", (r, in) -> in.routingSlip(r.constant(PART))),
                way("dynamicRouter", (r, in) -> in.dynamicRouter(r.method(new Once()))),
                way("wireTap", (r, in) -> in.wireTap(PART)),
                way("enrich", (r, in) -> in.enrich(PART)),
                way("enrich, shareUnitOfWork", (r, in) -> in.enrich(PART, new UseLatestAggregationStrategy(), false, true)),
                way("poll, pollEnrich", (r, in) -> {
                    in.to("seda:polled").pollEnrich("seda:polled").to(PART);
                }),
                way("loop", (r, in) -> in.loop(1).to(PART).end()),
                way("loop, copy", (r, in) -> in.loop(1).copy().to(PART).end()),
                way("doTry, doCatch", (r, in) -> in.doTry().to(PART).doCatch(Exception.class).to(PART).end()),
                way("doTry, doFinally", (r, in) -> in.doTry().to("mock:tried").doFinally().to(PART).end()),
                way("onException", (r, in) -> in.onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0)
                        .handled(true).to(PART).end().to(PART)),
                way("onException, useOriginalMessage", (r, in) -> in.onException(Exception.class).useOriginalMessage()
                        .maximumRedeliveries(2).redeliveryDelay(0).handled(true).to(PART).end()
                        .setHeader("later", r.constant(true)).to(PART)),
                way("deadLetterChannel", (r, in) -> in.errorHandler(
                        r.deadLetterChannel(PART).maximumRedeliveries(2).redeliveryDelay(0)).to(PART)),
                way("onCompletion", (r, in) -> in.onCompletion().to(PART).end().to("mock:done")),
                way("onCompletion, parallel", (r, in) -> in.onCompletion().parallelProcessing().to(PART).end().to("mock:done")),
                way("circuitBreaker", (r, in) -> in.circuitBreaker().to(PART).end()),
                way("circuitBreaker, inheritErrorHandler",
                        (r, in) -> in.circuitBreaker().inheritErrorHandler(true).to(PART).end()),
                way("circuitBreaker in circuitBreaker, inheritErrorHandler", (r, in) -> {
                    in.circuitBreaker().inheritErrorHandler(true).to("direct:inner").end();
                    r.from("direct:inner").errorHandler(r.noErrorHandler()).circuitBreaker().to(PART).end();
                }),
                way("circuitBreaker, onFallback", (r, in) -> in.circuitBreaker().to(PART).onFallback().to(PART).end()),
                way("circuitBreaker around recipientList, onFallback", (r, in) -> in.circuitBreaker()
                        .recipientList(r.constant(PART)).end().onFallback().to(PART).end()),
                way("circuitBreaker, timeoutEnabled", (r, in) -> in.circuitBreaker().resilience4jConfiguration()
                        .timeoutEnabled(true).timeoutDuration(20_000).end().to(PART).onFallback().to(PART).end()),
                way("saga", (r, in) -> in.saga().to(PART).end()),
                way("transacted", (r, in) -> in.process(e -> e.getExchangeExtension().setTransacted(true)).to(PART)),
                way("loadBalance, failover", (r, in) -> {
                    in.loadBalance().failover(1, true, false).to(PART, "direct:other").end();
                    r.from("direct:other").errorHandler(r.noErrorHandler()).to(PART);
                }),
                way("loadBalance, roundRobin", (r, in) -> in.loadBalance().roundRobin().to(PART).end()),
                way("idempotentConsumer", (r, in) -> in.idempotentConsumer(r.body(),
                        MemoryIdempotentRepository.memoryIdempotentRepository()).to(PART).end()),
                way("throttle", (r, in) -> in.throttle(10).to(PART).end()),
                way("delay", (r, in) -> in.delay(1).to(PART).end()),
                way("sample", (r, in) -> in.sample(1).to(PART).end()),
                way("threads", (r, in) -> in.threads(2).to(PART)),
                way("seda", (r, in) -> {
                    in.to("seda:next");
                    r.from("seda:next").to(PART);
                }),
                way("seda, waitForTaskToComplete", (r, in) -> {
                    in.to("seda:next?waitForTaskToComplete=Always");
                    r.from("seda:next").errorHandler(r.noErrorHandler()).to(PART);
                }),
                way("aggregate", (r, in) -> in.aggregate(r.constant(true), new UseLatestAggregationStrategy())
                        .completionSize(1).to(PART).end()),
                way("resequence", (r, in) -> in.resequence(r.simple("${exchangeId}")).batch().size(1).timeout(1)
                        .to(PART).end()),
                way("claimCheck", (r, in) -> in.claimCheck(ClaimCheckOperation.Push).to(PART)),
                new Way("intercept", r -> {
                    r.intercept().setHeader("seen", r.constant(true));
                    r.from("direct:in").to(PART);
                }),
                new Way("interceptFrom", r -> {
                    r.interceptFrom("direct:in").to(PART);
                    r.from("direct:in").to("mock:behind");
                }),
                new Way("interceptSendToEndpoint", r -> {
                    r.interceptSendToEndpoint("mock:elsewhere").to(PART);
                    r.from("direct:in").to("mock:elsewhere");
                }),
                way("kamelet", (r, in) -> {
                    r.routeTemplate("part").from("kamelet:source").errorHandler(r.noErrorHandler()).to(PART);
                    in.to("kamelet:part/one");
                }),
                way("ProducerTemplate, with the exchange", (r, in) -> in.process(e -> {
                    Exchange sent = e.getContext().createProducerTemplate().send(PART, e);
                    if (sent.getException() != null) {
                        throw sent.getException();
                    }
                })),
                way("ProducerTemplate, with a body", (r, in) -> in.process(e -> e.getMessage().setBody(
                        e.getContext().createProducerTemplate().requestBody(PART, e.getMessage().getBody())))));
    }

    private static Way way(String name, BiConsumer<RouteBuilder, RouteDefinition> routes) {
        return new Way(name, r -> routes.accept(r, r.from("direct:in")));
    }

    /** The endpoints of a dynamic router: one. */
    public static final class Once {
        public String next(Exchange exchange) {
            return exchange.getProperty(Exchange.SLIP_ENDPOINT) == null ? PART : null;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
