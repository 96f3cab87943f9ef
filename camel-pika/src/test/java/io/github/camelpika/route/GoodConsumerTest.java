package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What Camel expects of a consumer.
 */
class GoodConsumerTest {

    private final PikaRig rig = new PikaRig();
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void awaitSeen(int count) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return seen.size() >= count;
        });
    }

    private void submit(RouteBuilder taker) throws Exception {
        rig.with(taker).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads");
            }
        }).start();
        assertThat(rig.send("direct:in", "a cat").join().getException()).isNull();
    }

    @Test
    void anExceptionHandlerOfOnesOwnIsTold() throws Exception {
        rig.context.getRegistry().bind("handler", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                seen.add(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                seen.add(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                seen.add(exception);
            }
        });
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads&maxDeliveries=1&exceptionHandler=#handler").process(e -> {
                    throw new IllegalStateException("a bug of the route's");
                });
            }
        });
        awaitSeen(1);
        assertThat(seen).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withBridgeErrorHandlerTheRouteIsTold() throws Exception {
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).process(e -> seen.add(e.getProperty(Exchange.EXCEPTION_CAUGHT)));
                from("pika:feed?queue=ads&maxDeliveries=1&bridgeErrorHandler=true").process(e -> {
                    throw new IllegalStateException("a bug of the route's");
                });
            }
        });
        awaitSeen(1);
        await().until(() -> rig.component.services().tracker().counts("ads").dead() == 1);
    }

    @Test
    void anExceptionThatTheRouteHandledIsNoFailure() throws Exception {
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(e -> seen.add("handled"));
                from("pika:feed?queue=ads").process(e -> {
                    throw new IllegalStateException("a bug of the route's");
                });
            }
        });
        awaitSeen(1);
        await().until(() -> rig.component.services().tracker().list("ads", 10).isEmpty());
        assertThat(seen).hasSize(1);
    }

    @Test
    void withoutAutoStartupNothingIsTakenUntilItIsStarted() throws Exception {
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads").routeId("taker").autoStartup(false).process(e -> seen.add("taken"));
            }
        });
        rig.advance(Duration.ofMinutes(10));
        assertThat(seen).isEmpty();
        rig.context.getRouteController().startRoute("taker");
        awaitSeen(1);
    }

    @Test
    void itStartsInTheOrderThatTheRoutesSay() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=second").routeId("second").startupOrder(2).log("second");
                from("pika:feed?queue=first").routeId("first").startupOrder(1).log("first");
            }
        }).start();
        assertThat(rig.context.getCamelContextExtension().getRouteStartupOrder())
                .extracting(order -> order.getRoute().getId()).containsExactly("first", "second");
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @Test
    void routePoliciesSeeItsExchanges() throws Exception {
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads").routePolicy(new RoutePolicySupport() {
                    @Override
                    public void onExchangeBegin(Route route, Exchange exchange) {
                        seen.add("begin");
                    }

                    @Override
                    public void onExchangeDone(Route route, Exchange exchange) {
                        seen.add("done");
                    }
                }).process(e -> seen.add("taken"));
            }
        });
        awaitSeen(3);
        assertThat(seen).containsExactly("begin", "taken", "done");
    }

    @Test
    void aShutdownWaitsForTheExchangeThatRunsAndForNoTask() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        submit(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads").process(e -> {
                    running.countDown();
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    seen.add("taken");
                });
            }
        });
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return running.getCount() == 0;
        });
        rig.send("direct:in", "a task that only waits");
        assertThat(rig.context.getInflightRepository().size()).isEqualTo(1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(rig.context::stop);
        await().until(() -> rig.context.isStopping());
        assertThat(stop).isNotDone();
        goOn.countDown();
        stop.get(20, TimeUnit.SECONDS);
        assertThat(seen).containsExactly("taken");
    }
}
