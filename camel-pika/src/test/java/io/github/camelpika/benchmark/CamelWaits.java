package io.github.camelpika.benchmark;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Exchanges that wait in a route.
 */
abstract class CamelWaits implements WaitContender {

    private final Holder holder = new Holder();
    private AsyncProducer waiting;
    private AsyncProducer held;

    /** A step that keeps an exchange and does nothing else. */
    private static final class Holder extends AsyncProcessorSupport {

        private AsyncCallback last;

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            last = callback;
            return false;
        }
    }

    /**
     * @param routes one that takes exchanges from {@code direct:wait}, and with them the id of a task as the body
     */
    final void start(DefaultCamelContext context, RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hold").process((AsyncProcessor) holder);
            }
        });
        context.start();
        waiting = context.getEndpoint("direct:wait").createAsyncProducer();
        held = context.getEndpoint("direct:hold").createAsyncProducer();
        waiting.start();
        held.start();
    }

    @Override
    public Object without(int task) {
        send(held, task);
        return holder.last;
    }

    @Override
    public void begin(int task) {
        send(waiting, task);
    }

    private static void send(AsyncProducer producer, int task) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(WaitContender.id(task));
        producer.process(exchange, doneSync -> {
            throw new IllegalStateException("No wait may end here", exchange.getException());
        });
    }
}
