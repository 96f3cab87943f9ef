package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.TaskLines;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StoppingTest {

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void stoppingTheContextCompletesEveryParkedExchangeWithItsTaskId() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:feed");
            }
        }).start();
        List<CompletableFuture<Exchange>> parked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            parked.add(rig.send("direct:in", "task-" + i));
        }
        assertThat(rig.context.getInflightRepository().size()).isEqualTo(1_000);
        assertThat(rig.component.services().runtime().waiter().waiting()).isEqualTo(1_000);

        rig.context.getShutdownStrategy().setTimeout(1);
        rig.context.stop();

        for (int i = 0; i < 1_000; i++) {
            String taskId = "task-" + i;
            Exchange exchange = parked.get(i).getNow(null);
            assertThat(exchange).as(taskId).isNotNull();
            assertThat(exchange.getException()).isInstanceOfSatisfying(PikaException.class, e -> {
                assertThat(e.getTaskId()).isEqualTo(taskId);
                assertThat(e).hasMessageContaining("ask again with pika:feed");
            });
            assertThat(exchange.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(taskId);
        }
        assertThat(rig.context.getInflightRepository().size()).isZero();
        assertThat(rig.context.getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(rig.timer.alarms()).isZero();
    }

    @Test
    void stoppingOneRouteEndsOnlyItsWaits() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").routeId("one").to("pika:feed?waitTimeout=20m");
                from("direct:two").routeId("two").to("pika:feed?waitTimeout=25m");
            }
        }).start();
        CompletableFuture<Exchange> one = rig.send("direct:one", "task-1");
        CompletableFuture<Exchange> two = rig.send("direct:two", "task-2");
        // nobody turns the clock, so the route's shutdown runs into its time-out and then stops its producers
        rig.context.getRouteController().stopRoute("one", 1, TimeUnit.MILLISECONDS);
        assertThat(one.getNow(null).getException()).hasMessageContaining("was cancelled");
        assertThat(two).isNotDone();
    }

    @Test
    void routeThatIsStoppedAndStartedWhileExchangesWaitTakesMessagesAgain() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("waiting").to("pika:generate").to("pika:feed");
            }
        }).start();
        CompletableFuture<Exchange> before = rig.send("direct:in", "a cat");
        rig.context.getRouteController().stopRoute("waiting", 1, TimeUnit.MILLISECONDS);
        rig.context.getRouteController().startRoute("waiting");

        assertThat(before.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(rig.simulator.tasks().get(0).id());
        assertThat(rig.finish(rig.send("direct:in", "a dog")).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aSubmissionThatWaitsForItsTurnIsNotPostedByAStop() throws Exception {
        rig.component.setMaxRequestsPerSecond(0.001);
        rig.start();
        rig.send("pika:generate", "a cat");
        CompletableFuture<Exchange> second = rig.send("pika:generate", "a dog");
        rig.context.stop();
        assertThat(second.getNow(null).getException()).isInstanceOf(PikaGatewayException.class)
                .hasMessageContaining("nothing was submitted: the context is stopping");
        assertThat(rig.simulator.tasks()).hasSize(1);
    }

    @Test
    void taskThatIsAcceptedDuringAStopIsInTheLogWhateverBecomesOfItsRoute() throws Exception {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        HttpComponent http = new HttpComponent();
        http.setHttpClientConfigurer(builder -> builder.addRequestInterceptorLast((request, entity, context) -> {
            if (request.getRequestUri().contains("generate")) {
                new Thread(() -> {
                    rig.context.stop();
                    stopped.complete(null);
                }).start();
                await().until(rig.context::isStopping);
            }
        }));
        rig.context.addComponent("watched", http);
        rig.component.setHttpComponent(http);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate");
            }
        }).start();

        try (TaskLines log = new TaskLines()) {
            rig.send("direct:in", "a cat");
            String taskId = rig.simulator.tasks().get(0).id();
            assertThat(log.all()).singleElement().asString().startsWith("WARN").contains("accepted task " + taskId, "while the context was stopping");
        }
        stopped.get(1, TimeUnit.MINUTES);
    }

    @Test
    @Timeout(30)
    void postThatHangsIsBrokenOffTenSecondsAfterTheBeginningOfAStop() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate");
            }
        }).start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.SLOW);
        CompletableFuture<Exchange> sent = new CompletableFuture<>();
        new Thread(() -> sent.complete(rig.template.request("direct:in", e -> e.getMessage().setBody("a cat")))).start();
        await().until(() -> !rig.simulator.requests().isEmpty());
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(rig.context::stop);
        await().until(() -> rig.timer.alarms() > 0 && rig.context.isStopping());

        rig.advance(Duration.ofSeconds(10));

        assertThat(sent.get(5, TimeUnit.SECONDS).getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aContextThatWasStoppedStartsAgain() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
            }
        }).start();
        rig.context.stop();
        rig.context.addComponent("pika", rig.component);
        rig.context.start();
        Exchange done = rig.finish(rig.send("direct:in", "a cat"));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRouteThatWasStoppedPostsNothingMoreOfWhatStandsAtTheDoor() throws Exception {
        rig.component.setMaxRequestsPerSecond(1);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").routeId("one").to("pika:generate");
                from("direct:two").routeId("two").to("pika:generate");
            }
        }).start();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sent.add(rig.send("direct:one", "cat " + i));
        }
        CompletableFuture<Exchange> other = rig.send("direct:two", "a dog");
        rig.advance(Duration.ofSeconds(4));
        rig.context.getRouteController().stopRoute("one", 1, TimeUnit.MILLISECONDS);
        assertThat(sent).allMatch(CompletableFuture::isDone);
        rig.advance(Duration.ofMinutes(1));

        assertThat(sent.subList(0, 5)).allSatisfy(done -> assertThat(done.getNow(null).getException()).isNull());
        assertThat(sent.subList(5, 30)).allSatisfy(done -> assertThat(done.getNow(null).getException())
                .isInstanceOf(PikaGatewayException.class).hasMessageContaining("nothing was submitted: its route is stopping"));
        assertThat(other.getNow(null).getException()).isNull();
        assertThat(rig.simulator.tasks()).hasSize(6);
        assertThat(rig.component.services().tracker().listUnknown(10)).isEmpty();
    }

    @Test
    void whatPausesAfterARefusalIsWithdrawnWithItsRouteAndItsKeyIsFree() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("pika:generate?idempotentKey=${body}");
            }
        }).start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, 1_000);
        CompletableFuture<Exchange> sent = rig.send("direct:in", "a cat");
        rig.advance(Duration.ofMinutes(5));
        assertThat(sent).isNotDone();
        rig.context.getRouteController().stopRoute("in", 1, TimeUnit.MILLISECONDS);
        assertThat(sent.getNow(null).getException()).hasMessageContaining("nothing was submitted: its route is stopping");
        long posts = rig.simulator.requests().size();
        rig.advance(Duration.ofMinutes(5));
        assertThat(rig.simulator.requests()).hasSize((int) posts);
        rig.simulator.faults().clear();
        rig.context.getRouteController().startRoute("in");
        assertThat(rig.finish(rig.send("direct:in", "a cat")).getException()).isNull();
    }
}
