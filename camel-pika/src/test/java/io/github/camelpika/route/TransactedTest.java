package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Stderr;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
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
            await().until(() -> rig.component.services().runtime().waiter().waiting() == 1);
            assertThat(sent).isNotDone();
            for (int i = 0; i < 300; i++) {
                rig.advance(Duration.ofSeconds(1));
            }
            Exchange done = sent.get();
            assertThat(done.getException()).isNull();
            assertThat(done.getProperty("after")).isSameAs(done.getProperty("before"));
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void aTransactedExchangeThatHasToWaitAtTheDoorIsToldOfOnceAndAtOnce() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ExecutorService caller = Executors.newSingleThreadExecutor(work -> {
            threads.add(new Thread(work));
            return threads.get(0);
        });
        try (PikaRig rig = new PikaRig()) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").process(e -> e.getExchangeExtension().setTransacted(true)).to("pika:generate");
                }
            }).start();
            rig.simulator.faults().retryAfter("600").next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 2);
            Callable<Exchange> call = () -> rig.template.request("direct:in", e -> e.getMessage().setBody("a cat"));
            List<Future<Exchange>> sent = new ArrayList<>();
            String atFirst = Stderr.of(() -> {
                sent.add(caller.submit(call));
                await().until(() -> rig.simulator.requests().size() == 1 && threads.get(0).getState() == Thread.State.WAITING);
            });
            String later = Stderr.of(() -> rig.advance(Duration.ofMinutes(21)));

            assertThat(atFirst).containsOnlyOnce("is not taking jobs at the moment, and this exchange is transacted");
            assertThat(later).doesNotContain("this exchange is transacted");
            assertThat(sent.get(0).get().getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
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
            await().until(() -> rig.component.services().runtime().waiter().waiting() == 1);
            caller.shutdownNow();
            assertThat(sent.get().getException()).isInstanceOfSatisfying(PikaException.class,
                    e -> assertThat(e.getTaskId()).isEqualTo("task-1"));
        }
    }
}
