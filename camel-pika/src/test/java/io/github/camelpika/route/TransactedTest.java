package io.github.camelpika.route;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Stderr;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

    private static final class NoDatabase implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {
            // nothing to commit
        }

        @Override
        public void rollback(TransactionStatus status) {
            // nothing to roll back
        }
    }

    private static String logOfStart(RouteBuilder routes) throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.context.getRegistry().bind("tx", new SpringTransactionPolicy(new NoDatabase()));
            rig.with(routes);
            return Stderr.of(rig::start);
        }
    }

    @Test
    void aRouteThatWaitsWithinATransactionIsToldOfWhenItStarts() throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("orders").transacted("tx").choice().when(body().isNotNull()).to("pika:feed").end();
            }
        })).containsOnlyOnce("Route orders waits in pika://feed within a transaction");
    }

    @Test
    void aRouteThatLeadsToTheWaitIsTheOneThatIsTold() throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("orders").transacted("tx").to("direct:wait");
                from("direct:wait").routeId("wait").to("pika:feed");
            }
        })).containsOnlyOnce("within a transaction").contains("Route orders waits");
    }

    @Test
    void routesThatAreAddedLaterAreLookedAtToo() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.start();
            rig.context.getRegistry().bind("tx", new SpringTransactionPolicy(new NoDatabase()));
            RouteBuilder later = new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:none").doTry().to("mock:a").doCatch(Exception.class).end().delay(1).end();
                    from("direct:in").routeId("orders").transacted("tx").to("pika:feed");
                }
            };
            assertThat(Stderr.of(() -> assertThatCode(() -> rig.with(later)).doesNotThrowAnyException()))
                    .containsOnlyOnce("Route orders waits in pika://feed within a transaction");
        }
    }

    @Test
    void aRouteWithoutAWaitInItsTransactionIsNotTold() throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").transacted("tx").to("pika:generate").to("pika:feed?wait=false").to("seda:wait");
                from("seda:wait").to("pika:feed");
            }
        })).doesNotContain("within a transaction");
    }

    @Test
    void aPoolThatTheTransactionsHaveUsedUpIsAnErrorThatSaysSoAndNothingIsPosted() throws Exception {
        HikariConfig one = new HikariConfig();
        one.setJdbcUrl("jdbc:h2:mem:pool;DB_CLOSE_DELAY=-1");
        one.setMaximumPoolSize(3);
        one.setConnectionTimeout(500);
        try (HikariDataSource pool = new HikariDataSource(one); JdbcTaskTracker tracker = new JdbcTaskTracker();
                PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofSeconds(1)))) {
            tracker.setDataSource(pool);
            rig.component.setTaskTracker(tracker);
            List<Connection> held = new ArrayList<>();
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").process(e -> {
                        e.getExchangeExtension().setTransacted(true);
                        for (int i = 0; i < 3; i++) {
                            held.add(pool.getConnection());
                        }
                    }).to("pika:generate?idempotentKey=${body}");
                }
            }).start();
            Exchange done = rig.template.request("direct:in", e -> e.getMessage().setBody("a cat"));
            for (Connection each : held) {
                each.close();
            }

            assertThat(done.getException()).hasMessageContaining("Nothing was submitted")
                    .hasMessageEndingWith("that needs more connections than there are exchanges in flight");
            assertThat(rig.simulator.requests()).isEmpty();
        }
    }
}
