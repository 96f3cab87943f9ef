package io.github.camelpika;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TransactedTest {

    @Test
    void aTransactedExchangeWaitsInItsOwnThreadAndStaysInIt() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (PikaRig rig = new PikaRig()) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .process(e -> e.getExchangeExtension().setTransacted(true))
                            .setProperty("before", () -> Thread.currentThread())
                            .to("pika:generate").to("pika:feed")
                            .setProperty("after", () -> Thread.currentThread());
                }
            }).start();
            Callable<Exchange> call = () -> rig.template.request("direct:in", e -> e.getMessage().setBody("a cat"));
            Future<Exchange> sent = caller.submit(call);
            await().until(() -> rig.component.engine().waiter().waiting() == 1);
            assertThat(sent).isNotDone();
            for (int i = 0; i < 300; i++) {
                rig.advance(java.time.Duration.ofSeconds(1));
            }
            Exchange done = sent.get();
            assertThat(done.getException()).isNull();
            assertThat(done.getProperty("after")).isSameAs(done.getProperty("before"));
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsTheWaitOfATransactedExchange() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (PikaRig rig = new PikaRig().start()) {
            Future<Exchange> sent = caller.submit(() -> {
                Exchange exchange = rig.context.getEndpoint("pika:feed").createExchange();
                exchange.getExchangeExtension().setTransacted(true);
                exchange.getMessage().setBody("task-1");
                var producer = rig.context.getEndpoint("pika:feed").createAsyncProducer();
                producer.start();
                producer.process(exchange, doneSync -> { });
                return exchange;
            });
            await().until(() -> rig.component.engine().waiter().waiting() == 1);
            caller.shutdownNow();
            assertThat(sent.get().getException()).isInstanceOfSatisfying(PikaException.class,
                    e -> assertThat(e.getTaskId()).isEqualTo("task-1"));
        }
    }
}
