package io.github.camelpika.feed;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTest {

    private static final AsyncProcessor ENDS_AND_THROWS = new AsyncProcessorSupport() {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
            throw new StackOverflowError("boom");
        }
    };

    @Test
    void whatIsThrownBehindTheEndOfADeliveryEndsItNoSecondTime() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
            AtomicInteger told = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            Delivery.of(exchange, (ended, e) -> failed.incrementAndGet(), fine -> told.addAndGet(fine ? 1 : 100))
                    .begin(() -> { }, ENDS_AND_THROWS);
            assertThat(told).hasValue(1);
            assertThat(failed).hasValue(0);
            assertThat(exchange.getException()).isNull();
            assertThat(context.getInflightRepository().size()).isZero();
        }
    }
}
