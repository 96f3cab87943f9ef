package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * Waits in a route of loop, http and delay.
 */
final class LoopWaits extends CamelWaits {

    private static final int THREADS = 10;

    /**
     * @param ownScheduler whether delayed exchanges stand in a scheduler of the user's own; Camel's takes a thousand, and
     *                     then keeps the thread of whoever brings one more
     */
    LoopWaits(AskedGateway gateway, Duration interval, boolean ownScheduler) throws Exception {
        start(new DefaultCamelContext(), new RouteBuilder() {
            @Override
            public void configure() {
                LoopDefinition loop = from("direct:wait")
                        .setProperty("path", simple("/pika/feed/${body}"))
                        .loopDoWhile(exchange -> isRunning(exchange.getMessage().getBody()));
                if (gateway.isScript()) {
                    loop.process(exchange -> exchange.getMessage()
                            .setBody(gateway.answer(exchange.getProperty("path", String.class))));
                } else {
                    loop.setHeader(Exchange.HTTP_METHOD, constant("GET"))
                            .setHeader(Exchange.HTTP_PATH, exchangeProperty("path"))
                            .setHeader("Authorization", constant("Bearer key-of-a-benchmark"))
                            .to(gateway.address());
                }
                loop.unmarshal().json(JsonLibrary.Jackson, JsonNode.class);
                DelayDefinition delay = loop.delay(interval.toMillis());
                if (ownScheduler) {
                    delay.executorService(Executors.newScheduledThreadPool(THREADS));
                }
            }
        });
    }

    /** The id of a task that nobody has asked after yet, or an answer. */
    private static boolean isRunning(Object body) {
        return body instanceof String
               || body instanceof JsonNode answer && answer.at("/videos/0/status").asText().equals("pending");
    }
}
