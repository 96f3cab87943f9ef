package io.github.camelpika.route;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackerDatabaseException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HealthTest {

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
            }
        }).start();
    }

    private HealthCheck.Result check(String id) {
        return HealthCheckRegistry.get(rig.context).getCheck(id).orElseThrow().call();
    }

    private String readiness() {
        HealthCheck.Result result = check("pika");
        return result.getState() + result.getMessage().map(message -> ": " + message).orElse("");
    }

    private long queries() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
    }

    @Test
    void aGatewayThatWasNotAskedYetIsAskedForNothingAndTakesTheKey() throws Exception {
        start();
        assertThat(readiness()).isEqualTo("UP");
        assertThat(queries()).isEqualTo(1);
        assertThat(rig.simulator.requests()).noneMatch(request -> request.operation() == Operation.GENERATE);
    }

    @Test
    void manyLooksAreOneRequestAMinute() throws Exception {
        start();
        for (int i = 0; i < 600; i++) {
            readiness();
            rig.advance(Duration.ofSeconds(1));
        }
        assertThat(queries()).isBetween(9L, 11L);
    }

    @Test
    void aGatewayThatIsAskedAnywayIsNotAskedOnceMore() throws Exception {
        start();
        var sent = rig.send("direct:in", "a cat");
        long before = queries();
        for (int i = 0; i < 100; i++) {
            assertThat(readiness()).isEqualTo("UP");
        }
        assertThat(queries()).isEqualTo(before);
        rig.finish(sent);
    }

    @Test
    void aKeyThatIsRefusedIsTold() throws Exception {
        rig.component.getConfiguration().setApiKey("sk-test-wrong-key-0123456789");
        start();
        assertThat(readiness()).startsWith("DOWN: CometAPI refuses the key: HTTP 401").doesNotContain("wrong-key");
    }

    @Test
    void aGatewayThatFailsIsTold() throws Exception {
        rig.simulator.faults().next(Operation.FEED, Fault.ACCEPT_THEN_ERROR);
        start();
        assertThat(readiness()).startsWith("DOWN: CometAPI answers HTTP 502");
        rig.advance(Duration.ofMinutes(2));
        assertThat(readiness()).isEqualTo("UP");
    }

    @Test
    void aGatewayThatIsNotThereIsTold() throws Exception {
        rig.component.getConfiguration().setBaseUri("http://localhost:1");
        start();
        assertThat(readiness()).startsWith("DOWN: CometAPI does not answer");
    }

    @Test
    void aGatewayThatAsksToSlowDownIsThere() throws Exception {
        rig.simulator.faults().next(Operation.FEED, Fault.TOO_MANY_REQUESTS);
        start();
        assertThat(readiness()).isEqualTo("UP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "500|{\"code\":\"fail_to_fetch_task\",\"message\":\"task not found\",\"data\":null}|UP",
        "503|{\"detail\":\"no such task\"}|UP", "400|{\"code\":\"task_not_exist\"}|UP", "404|{\"detail\":\"Not Found\"}|UP",
        "200|{}|UP", "200|{\"code\":500,\"msg\":\"no task\"}|UP", "302|{\"moved\":true}|UP",
        "401|{\"error\":{\"message\":\"bad key\"}}|DOWN: CometAPI refuses the key",
        "403|{\"error\":{\"message\":\"banned\"}}|DOWN: CometAPI refuses the key",
        "402|{\"error\":{\"message\":\"top up\"}}|DOWN: CometAPI has no credit",
        "503|<html>maintenance</html>|DOWN: CometAPI answers HTTP 503",
        "502|bad gateway|DOWN: CometAPI answers HTTP 502", "200|<html>welcome</html>|DOWN: CometAPI answers HTTP 200" })
    void jsonIsTheGatewayItselfWhateverItSaysOfTheTask(int status, String body, String readiness) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            rig.component.getConfiguration().setBaseUri("http://localhost:" + server.getAddress().getPort());
            start();
            assertThat(readiness()).startsWith(readiness);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theFirstLookIsNotDownForBeingFoundOut() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService workers = Executors.newSingleThreadExecutor();
        rig.component.setRuntimes(owner -> new ComponentRuntime(owner, rig.timer, new RuntimeThreads(workers,
                new DirectExecutor(), new DirectExecutor(), new DirectExecutor(), new DirectExecutor())));
        workers.execute(() -> await().until(() -> asked.getCount() == 0));
        start();
        try {
            assertThat(readiness()).isEqualTo("UP: not checked yet");
            assertThat(HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(rig.context), true)).isTrue();
        } finally {
            asked.countDown();
        }
        await().until(() -> readiness().equals("UP"));
    }

    @Test
    void theKeysOfCustomersAreNotLookedAt() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:customer").errorHandler(noErrorHandler()).toD("pika:generate?apiKey=RAW(${header.key})").to("pika:feed");
            }
        }).start();
        for (int i = 0; i < 1_500; i++) {
            rig.finish(rig.send("direct:customer", "a cat", Map.of("key", "sk-test-wrong-key-of-" + i)));
        }
        long before = rig.simulator.requests().size();
        for (int i = 0; i < 5; i++) {
            assertThat(readiness()).isEqualTo("UP");
            rig.advance(Duration.ofMinutes(2));
        }
        assertThat(rig.simulator.requests().size() - before).isBetween(1L, 5L);
    }

    @Test
    void aKeyGoesWithItsRoute() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").routeId("revoked").to("pika:generate?apiKey=sk-test-wrong-key-0123456789");
                from("direct:two").to("pika:generate");
            }
        }).start();
        assertThat(readiness()).startsWith("DOWN: CometAPI refuses the key");
        rig.context.getRouteController().stopRoute("revoked");
        rig.context.removeRoute("revoked");
        assertThat(readiness()).isEqualTo("UP");
    }

    @Test
    void whatNobodyUsesAnyMoreIsNotKept() throws Exception {
        start();
        int before = rig.component.services().runtime().accesses().size();
        for (int i = 0; i < 50; i++) {
            rig.component.services().runtime().access(Gateway.COMETAPI, rig.simulator.baseUri("cometapi"), "sk-very-secret-" + i);
        }
        await().until(() -> {
            System.gc();
            return rig.component.services().runtime().accesses().size() == before;
        });
    }

    @Test
    void aTrackerWhoseDatabaseIsAwayIsTold() throws Exception {
        TrackerWithoutDatabase tracker = new TrackerWithoutDatabase();
        rig.component.setTaskTracker(tracker.proxy());
        start();
        assertThat(readiness()).isEqualTo("UP");
        tracker.away = true;
        rig.advance(Duration.ofSeconds(11));
        assertThat(readiness()).contains("DOWN: the task tracker is failing: no route to host");
    }

    @Test
    void aTrackerThatDoesNotAnswerIsTold() throws Exception {
        TrackerWithoutDatabase tracker = new TrackerWithoutDatabase();
        rig.component.setTaskTracker(tracker.proxy());
        start();
        readiness();
        List<String> meanwhile = new ArrayList<>();
        tracker.whilePinged = () -> {
            rig.advance(Duration.ofMinutes(2));
            meanwhile.add(readiness());
        };
        rig.advance(Duration.ofSeconds(11));
        readiness();
        assertThat(meanwhile).containsExactly("DOWN: the task tracker has not responded for more than a minute");
    }

    /** A tracker in memory that may say that it doesn't work. */
    private static final class TrackerWithoutDatabase {

        private final MemoryTaskTracker real = new MemoryTaskTracker();
        private boolean away;
        private Runnable whilePinged = () -> { };

        TaskTracker proxy() {
            return (TaskTracker) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] { TaskTracker.class }, (proxy, method, arguments) -> {
                        if (method.getName().equals("ping")) {
                            whilePinged.run();
                        }
                        if (method.getName().equals("ping") && away) {
                            throw new TrackerDatabaseException("no route to host");
                        }
                        return method.invoke(real, arguments);
                    });
        }
    }

    @Test
    void aQueueWithATaskThatNobodyHasTheKeyForIsTold() throws Exception {
        PikaComponent other = new PikaComponent();
        other.getConfiguration().setGateway("vapi");
        other.getConfiguration().setBaseUri(rig.simulator.baseUri("vapi").toString());
        other.getConfiguration().setApiKey(rig.simulator.apiKey());
        rig.context.addComponent("pika-vapi", other);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika-vapi:generate?queue=q");
                from("pika:feed?queue=q&waitTimeout=10m").routeId("q").autoStartup(false).to("mock:out");
            }
        }).start();
        rig.template.requestBody("direct:in", "a cat");
        other.getConfiguration().setApiKey(null);
        rig.context.getRouteController().startRoute("q");
        rig.advance(Duration.ofMinutes(1));
        assertThat(readiness()).contains("DOWN").contains("no API key for queued tasks at vapi")
                .contains("submitted by the component pika-vapi");
        rig.advance(Duration.ofMinutes(11));
        assertThat(readiness()).isEqualTo("UP");
    }

    @Test
    void theWaiterIsAliveAsLongAsItsTimerCallsBack() throws Exception {
        start();
        assertThat(check("pika-waiter").getState()).isEqualTo(State.UP);
        rig.timer.hang();
        check("pika-waiter");
        rig.advance(Duration.ofSeconds(61));
        assertThat(check("pika-waiter").getState()).isEqualTo(State.DOWN);
        assertThat(check("pika-waiter").getMessage()).hasValueSatisfying(text -> assertThat(text).contains("61 s"));
    }

    @Test
    void deliveriesThatDoNotMoveForAnHourAreTold() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> {
                    arrived.countDown();
                    stuck.await();
                });
            }
        }).start();
        assertThat(check("pika-deliveries").getState()).isEqualTo(State.UP);
        rig.send("direct:submit", "a cat");
        rig.advance(Duration.ofMinutes(5));
        arrived.await();
        rig.advance(Duration.ofMinutes(50));
        assertThat(check("pika-deliveries").getState()).isEqualTo(State.UP);
        rig.advance(Duration.ofMinutes(15));

        assertThat(check("pika-deliveries").getState()).isEqualTo(State.DOWN);
        assertThat(check("pika-deliveries").getMessage().orElseThrow())
                .matches("queue ads stands still: no delivery has begun or ended for 6\\d min, and its route has 1 under way");
        stuck.countDown();
        await().untilAsserted(() -> assertThat(check("pika-deliveries").getState()).isEqualTo(State.UP));
    }

    @Test
    void eachComponentHasItsOwnAndTakesThemAlong() throws Exception {
        PikaComponent other = new PikaComponent();
        rig.context.addComponent("pika-vapi", other);
        start();
        other.start();
        assertThat(HealthCheckRegistry.get(rig.context).getCheckIDs()).contains("pika", "pika-waiter", "pika-vapi",
                "pika-vapi-waiter");
        other.stop();
        Optional<HealthCheck> gone = HealthCheckRegistry.get(rig.context).getCheck("pika-vapi");
        assertThat(gone).isEmpty();
    }

    @Test
    void livenessIsNotReadiness() throws Exception {
        start();
        assertThat(HealthCheckHelper.invokeReadiness(rig.context)).extracting(result -> result.getCheck().getId())
                .contains("pika").doesNotContain("pika-waiter");
        assertThat(HealthCheckHelper.invokeLiveness(rig.context)).extracting(result -> result.getCheck().getId())
                .contains("pika-waiter").doesNotContain("pika");
    }
}
