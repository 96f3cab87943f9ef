package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.observe.ComponentView;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.DoorView;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A task takes 120 s. In virtual time, with a tracker in memory or in a database.
 */
class TasksInFlightTest {

    private static final Duration TASK = Duration.ofSeconds(120);

    private final PikaRig rig = new PikaRig();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private JdbcTaskTracker tracker;

    private void start(String where, Integer most) throws Exception {
        if (where.equals("database")) {
            tracker = new JdbcTaskTracker();
            tracker.setDataSource(TestDatabases.H2.fresh());
            rig.component.setTaskTracker(tracker);
        }
        rig.context.getRegistry().bind("metricsRegistry", meters);
        rig.component.setMaxTasksInFlight(most);
        rig.component.getConfiguration().setPollInterval(Duration.ofSeconds(1));
        rig.component.getConfiguration().setPollSchedule("fixed");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to("pika:generate").to("pika:feed");
                from("direct:keyed").to("pika:generate?idempotentKey=order-${header.order}").to("pika:feed");
                from("direct:hasty").to("pika:generate?submitTimeout=60000");
                from("direct:forgets").to("pika:generate");
                from("direct:short").to("pika:generate").to("pika:feed?waitTimeout=30s&throwExceptionOnFailure=false");
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        if (tracker != null) {
            tracker.close();
        }
    }

    private List<CompletableFuture<Exchange>> send(String uri, int jobs) {
        return new ArrayList<>(IntStream.range(0, jobs).mapToObj(i -> rig.send(uri, "job " + i, Map.of("order", uri + i))).toList());
    }

    private long inFlight() {
        return rig.simulator.tasks().stream().filter(task -> !task.state().isEnd()).count();
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    private void turn(Duration duration, int most) throws Exception {
        for (long second = 0; second < duration.toSeconds(); second++) {
            rig.advance(Duration.ofSeconds(1));
            assertThat(inFlight()).isLessThanOrEqualTo(most);
        }
    }

    /** Turns the clock until it is so; a database looks for places that are free by its own clock. */
    private void turnUntil(BooleanSupplier so, int most) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20)).until(() -> {
            turn(Duration.ofSeconds(5), most);
            return so.getAsBoolean();
        });
    }

    private static Exchange done(CompletableFuture<Exchange> sent) {
        assertThat(sent).isDone();
        return sent.getNow(null);
    }

    @ParameterizedTest
    @CsvSource({ "memory, direct:plain", "memory, direct:keyed", "database, direct:plain", "database, direct:keyed" })
    void noMoreAreInFlightAndEachThatEndsMakesRoomForOne(String where, String uri) throws Exception {
        start(where, 3);
        List<CompletableFuture<Exchange>> sent = send(uri, 7);
        turn(TASK.minusSeconds(2), 3);
        assertThat(posts()).isEqualTo(3);
        turnUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), 3);
        assertThat(sent).allSatisfy(done -> {
            assertThat(done(done).getException()).isNull();
        });
        assertThat(posts()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "database" })
    void aJobThatFindsNoPlaceWithinItsSubmitTimeoutFailsAndSaysWhy(String where) throws Exception {
        start(where, 1);
        send("direct:plain", 1);
        CompletableFuture<Exchange> sent = send("direct:hasty", 1).get(0);
        turn(Duration.ofSeconds(59), 1);
        assertThat(sent).isNotDone();
        turn(Duration.ofSeconds(2), 1);
        assertThat(done(sent).getException()).isInstanceOf(PikaGatewayException.class)
                .hasMessageContaining("as many tasks as may be were in flight").hasMessageContaining("submitTimeout=60s");
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "database" })
    void refusedAndWithheldJobsLeaveTheirPlaces(String where) throws Exception {
        start(where, 1);
        rig.simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS);
        List<CompletableFuture<Exchange>> sent = send("direct:plain", 2);
        turnUntil(() -> sent.get(1).isDone(), 1);
        assertThat(done(sent.get(0)).getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(done(sent.get(1)).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "database" })
    void aTaskThatNobodyWaitsForHoldsItsPlaceAsLongAsItWouldBeWaitedFor(String where) throws Exception {
        rig.component.getConfiguration().setWaitTimeout(Duration.ofMinutes(5));
        start(where, 1);
        send("direct:forgets", 1);
        CompletableFuture<Exchange> next = send("direct:plain", 1).get(0);
        if (where.equals("memory")) {
            turn(Duration.ofMinutes(5).minusSeconds(1), 1);
            assertThat(posts()).isEqualTo(1);
            turn(Duration.ofSeconds(3), 1);
            assertThat(posts()).isEqualTo(2);
            turn(TASK.plusSeconds(5), 1);
            assertThat(done(next).getException()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "database" })
    void aWaitThatTimesOutFreesThePlace(String where) throws Exception {
        start(where, 1);
        List<CompletableFuture<Exchange>> sent = send("direct:short", 1);
        sent.addAll(send("direct:plain", 1));
        turnUntil(() -> posts() == 2, 2);
        assertThat(done(sent.get(0)).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(posts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "database" })
    void ofWhatIsUnknownThePlaceIsFreeWhenAPersonHasLooked(String where) throws Exception {
        start(where, 1);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        send("direct:keyed", 1);
        CompletableFuture<Exchange> next = send("direct:plain", 1).get(0);
        turn(Duration.ofMinutes(20), 1);
        assertThat(next).isNotDone();
        assertThat(posts()).isEqualTo(1);
        String id = rig.component.services().tracker().listUnknown(1).get(0).id();
        rig.component.resolveUnknown(id, "");
        turnUntil(next::isDone, 1);
        assertThat(done(next).getException()).isNull();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void aGatewayThatTakesThreeAtOnceTeachesIt() throws Exception {
        PikaSimulator small = PikaSimulator.builder().clock(rig.timer).maxInFlight(3)
                .durations(Durations.fixed(Duration.ZERO, TASK)).start();
        rig.component.getConfiguration().setBaseUri(small.baseUri("cometapi").toString());
        rig.component.getConfiguration().setApiKey(small.apiKey());
        start("memory", null);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            sent.add(rig.send("pika:generate", "job " + i));
        }
        rig.advance(Duration.ofSeconds(30));
        DoorView door = rig.component.services().runtime().doors().get(0);
        assertThat(door.inFlight().limit()).isEqualTo(3);
        assertThat(door.inFlight().taken()).isEqualTo(3);
        assertThat(door.standing()).isEqualTo(6);
        JsonObject shown = (JsonObject) ((List<?>) new ComponentView(rig.component.services(), 10).json().get("doors")).get(0);
        assertThat(shown).containsEntry("inFlight", 3).containsEntry("maxTasksInFlight", 3).containsEntry("learned", true)
                .containsEntry("atTheDoor", 6);
        assertThat(gauge("camel.pika.tasks.in.flight")).isEqualTo(3);
        assertThat(gauge("camel.pika.tasks.in.flight.limit")).isEqualTo(3);
        assertThat(gauge("camel.pika.jobs.at.the.door")).isEqualTo(6);
        long refused = small.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count() - 3;
        assertThat(refused).as("what it took to learn").isLessThanOrEqualTo(3);
        small.close();
    }
}
