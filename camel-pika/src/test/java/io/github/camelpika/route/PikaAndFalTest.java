package io.github.camelpika.route;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The two gateways whose API is Pika's own and fal's, from a prompt to a file.
 */
class PikaAndFalTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void start(String gateway, String generate, String feed) throws Exception {
        rig.use(gateway).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate" + generate).to("pika:feed" + feed);
                from("direct:file").to("pika:generate").to("pika:feed").setProperty("task", body()).to("pika:download?directory=" + directory);
            }
        }).start();
    }

    private Exchange make(Object body, Map<String, Object> headers) {
        return rig.finish(rig.send("direct:in", body, headers));
    }

    private Exchange make(String prompt) {
        return make(prompt, Map.of());
    }

    private List<RecordedRequest> requests(Operation operation) {
        return rig.simulator.requests().stream().filter(request -> request.operation() == operation).toList();
    }

    private static String header(RecordedRequest request, String name) {
        List<String> values = request.headers().get(name);
        return values == null ? null : values.get(0);
    }

    private void fault(Operation operation, Fault fault) {
        rig.simulator.faults().next(operation, fault);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void aFailureIsToldWithItsCode(String gateway) throws Exception {
        start(gateway, "", "?throwExceptionOnFailure=false");
        fault(Operation.GENERATE, Fault.TASK_FAILED);
        Exchange done = make("a cat");
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("FAILED");
        assertThat(done.getMessage().getHeader(PikaConstants.ERROR_CODE))
                .isEqualTo(gateway.equals("pika") ? "content_moderation" : "content_policy_violation");
        assertThat(done.getMessage().getHeader(PikaConstants.ERROR, String.class)).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(names = { "RESULT_REFUSED", "RESULT_TIMED_OUT", "RESULT_BROKEN", "FAILED_AT_CREATION_UNAVAILABLE" })
    void whatOnlyTheResultTellsIsTheEndAtFal(Fault fault) throws Exception {
        start("fal", "", "?throwExceptionOnFailure=false");
        fault(Operation.GENERATE, fault);
        Exchange done = make("a cat");
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("FAILED");
        assertThat(requests(Operation.GENERATE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "COMPLETED_AT_CREATION,SUCCEEDED,", "FAILED_AT_CREATION,FAILED,content_moderation",
            "FAILED_AT_CREATION_UNPAID,FAILED,insufficient_balance", "FAILED_AT_CREATION_UNAVAILABLE,FAILED,provider_unavailable" })
    void whatHasEndedAtCreationIsAnEndAndNoDoubt(Fault fault, String state, String code) throws Exception {
        start("pika", "", "?throwExceptionOnFailure=false");
        fault(Operation.GENERATE, fault);
        Exchange done = make("a cat");
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo(state);
        assertThat(done.getMessage().getHeader(PikaConstants.ERROR_CODE)).isEqualTo(code);
        assertThat(requests(Operation.GENERATE)).hasSize(1);
    }

    /** At Pika it is, as that knows the job by its key. */
    @Test
    void aLostAnswerOfFalIsNeverPostedAgainByItself() throws Exception {
        start("fal", "", "");
        fault(Operation.GENERATE, Fault.CUT_JSON);
        assertThat(make("a cat").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(requests(Operation.GENERATE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void aRefusalIsToldWithItsCodeAndNothingIsMade(String gateway) throws Exception {
        start(gateway, "", "");
        fault(Operation.GENERATE, Fault.NO_CREDIT);
        Exchange done = make("a cat");
        assertThat(done.getException()).isInstanceOfSatisfying(PikaGatewayException.class,
                e -> assertThat(e.getCode()).isEqualTo(gateway.equals("pika") ? "insufficient_balance" : "forbidden"));
        assertThat(rig.simulator.tasks()).isEmpty();
    }

    @Test
    void eachSubmissionHasAKeyOfItsOwnWhichItsTriesShare() throws Exception {
        start("pika", "", "");
        fault(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);
        assertThat(make("a cat").getException()).isNull();
        assertThat(make("a cat").getException()).isNull();
        List<String> keys = requests(Operation.GENERATE).stream().map(request -> header(request, "idempotency-key")).toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @ParameterizedTest
    @CsvSource({ "pika,x-api-key,,authorization", "fal,authorization,Key ,x-api-key" })
    void theKeyGoesInItsOwnHeaderAndWithNoFile(String gateway, String header, String scheme, String never) throws Exception {
        start(gateway, "", "");
        Exchange done = rig.finish(rig.send("direct:file", "a cat"));
        assertThat(done.getMessage().getBody(File.class)).exists();
        for (RecordedRequest request : rig.simulator.requests()) {
            boolean ofFile = request.operation() == Operation.VIDEO;
            assertThat(header(request, header)).isEqualTo(
                    ofFile ? null : scheme == null ? rig.simulator.apiKey() : scheme + " " + rig.simulator.apiKey());
            assertThat(header(request, never)).isNull();
        }
    }

    @Test
    void whatItCostsComesWithTheTask() throws Exception {
        start("pika", "?duration=5&resolution=720p", "");
        Exchange done = make("a cat");
        assertThat(done.getMessage().getHeader(PikaConstants.COST)).isEqualTo("0.2");
        assertThat(done.getMessage().getHeader(PikaConstants.COST_STATE)).isEqualTo("settled");
        fault(Operation.GENERATE, Fault.SETTLED_LATE);
        Exchange late = make("a cat");
        assertThat(late.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(late.getMessage().getHeader(PikaConstants.COST)).isNull();
        assertThat(late.getMessage().getHeader(PikaConstants.COST_STATE)).isEqualTo("pending");
    }

    @Test
    void unitsBecomeACostWherePricesAreGiven() throws Exception {
        start("fal", "?duration=10", "?unitPrice=0.04");
        Exchange done = make("a cat");
        assertThat(done.getMessage().getHeader(PikaConstants.COST)).isEqualTo("0.4");
        assertThat(done.getMessage().getHeader(PikaConstants.COST_STATE)).isEqualTo("settled");
        assertThat(done.getMessage().getBody(VideoTask.class).billing().usage()).isEqualTo(Map.of(Billing.BILLABLE_UNITS, 10.0));
    }

    @Test
    void withoutAPriceTheUnitsAreToldAndNoCost() throws Exception {
        start("fal", "", "");
        Exchange done = make("a cat");
        assertThat(done.getMessage().getHeaders()).doesNotContainKeys(PikaConstants.COST, PikaConstants.COST_STATE);
        assertThat(done.getMessage().getBody(VideoTask.class).billing().usage()).isEqualTo(Map.of(Billing.BILLABLE_UNITS, 5.0));
    }

    @Test
    void falGivesUpWhenTheWaitDoesAndAsksNobodyElse() throws Exception {
        start("fal", "?queueTimeout=90500ms", "");
        make("a cat");
        assertThat(requests(Operation.GENERATE)).singleElement().satisfies(request -> {
            assertThat(header(request, "x-fal-request-timeout")).isEqualTo("91");
            assertThat(header(request, "x-app-fal-disable-fallback")).isEqualTo("true");
        });
    }

    @Test
    void thePlaceInTheQueueIsTold() throws Exception {
        List<Integer> places = new ArrayList<>();
        List<String> events = new CopyOnWriteArrayList<>();
        rig.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof PikaTaskEvent) {
                    events.add(event.toString());
                }
            }
        });
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:progress").process(e -> places.add(e.getMessage().getHeader(PikaConstants.QUEUE_POSITION, Integer.class)));
            }
        });
        start("fal", "", "?progressUri=direct:progress");
        fault(Operation.GENERATE, Fault.TASK_STUCK);
        CompletableFuture<Exchange> first = rig.send("direct:in", "a cat");
        CompletableFuture<Exchange> second = rig.send("direct:in", "a dog");
        rig.advance(Duration.ofSeconds(6));
        assertThat((String) DevConsoleRegistry.get(rig.context).resolveById("pika").call(DevConsole.MediaType.TEXT, Map.of()))
                .contains("state=QUEUED queuePosition=1");
        rig.finish(second);
        assertThat(places).contains(0, 1);
        assertThat(events).anySatisfy(event -> assertThat(event).endsWith("QUEUED behind 1"));
        assertThat(first).isNotDone();
        rig.finish(first);
    }

    @Test
    void addressesOfAnotherHostAreNotFollowed() throws Exception {
        start("fal", "", "");
        fault(Operation.GENERATE, Fault.ADDRESSES_ELSEWHERE);
        assertThat(make("a cat").getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void anotherModelsTaskIsFoundByItsIdAlone() throws Exception {
        start("fal", "?model=fal-ai/wan/v9", "");
        Exchange done = make("a cat");
        String taskId = done.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        assertThat(taskId).startsWith("fal-ai/wan/");
        Exchange again = rig.finish(rig.send("pika:feed", taskId));
        assertThat(again.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aFreshAddressIsAskedForWhenOneWasRefusedForGood() throws Exception {
        start("pika", "", "");
        fault(Operation.VIDEO, Fault.VIDEO_EXPIRED_FOR_GOOD);
        Exchange done = rig.finish(rig.send("direct:file", "a cat"));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(File.class)).exists();
        assertThat(requests(Operation.CONTENT)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void aQueueHandsTheFinishedTaskOver(String gateway) throws Exception {
        List<Exchange> taken = new CopyOnWriteArrayList<>();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:queued").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> taken.add(e.copy()));
            }
        });
        start(gateway, "", "");
        assertThat(rig.finish(rig.send("direct:queued", "a cat")).getException()).isNull();
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(60)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return !taken.isEmpty();
        });
        assertThat(taken).singleElement().satisfies(e -> assertThat(e.getMessage().getBody(VideoTask.class).state())
                .isEqualTo(TaskState.SUCCEEDED));
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void healthAsksForNothingThatCosts(String gateway) throws Exception {
        start(gateway, "", "");
        assertThat(HealthCheckRegistry.get(rig.context).getCheck("pika").orElseThrow().call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(rig.simulator.requests()).singleElement().satisfies(request -> assertThat(request.operation()).isEqualTo(Operation.FEED));
        rig.simulator.faults().next(Operation.FEED, Fault.UNAUTHORIZED);
        rig.advance(Duration.ofMinutes(2));
        assertThat(HealthCheckRegistry.get(rig.context).getCheck("pika").orElseThrow().call().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void anEffectNeedsNoPromptAndWhatHasNoPlaceIsWarnedOfOnce() throws Exception {
        start("pika", "", "");
        Map<String, Object> body = Map.of("image", "https://h.example/i.png", "style", "Tadaa", "motion", 2);
        int before = PrintedOutput.length();
        assertThat(make(body, Map.of()).getException()).isNull();
        assertThat(make(body, Map.of()).getException()).isNull();
        assertThat(PrintedOutput.since(before, 100_000)).containsOnlyOnce("The style 'Tadaa'").containsOnlyOnce("has no field for motion");
        assertThat(rig.simulator.tasks()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({ "pika,pikaswaps,video is missing", "fal,pikascenes,images is missing", "pika,2.2,is none of Pika's own API" })
    void whatIsMissingIsToldBeforeAnythingIsSent(String gateway, String model, String problem) throws Exception {
        start(gateway, "", "");
        assertThat(make(Map.of("prompt", "a cat", "model", model), Map.of()).getException())
                .isInstanceOf(PikaInvalidRequestException.class).hasMessageContaining(problem);
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void aDatabaseKeepsTheTaskWithItsMoney(String gateway) throws Exception {
        List<Exchange> taken = new CopyOnWriteArrayList<>();
        try (PikaRig real = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(300), Duration.ofMillis(300)));
                JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(TestDatabases.H2.fresh());
            real.component.setTaskTracker(tracker);
            real.use(gateway).with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate?queue=ads");
                    from("pika:feed?queue=ads&pollInterval=300ms&unitPrice=0.04").process(e -> taken.add(e.copy()));
                }
            }).start();
            assertThat(real.send("direct:in", "a cat").orTimeout(20, TimeUnit.SECONDS).join().getException()).isNull();
            await().atMost(Duration.ofSeconds(60)).until(() -> taken.size() == 1);
            VideoTask task = taken.get(0).getMessage().getBody(VideoTask.class);
            assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(task.billing()).isNotNull();
            assertThat(taken.get(0).getMessage().getHeader(PikaConstants.COST)).isEqualTo(
                    gateway.equals("pika") ? "0.45" : "0.2");
        }
    }
}
