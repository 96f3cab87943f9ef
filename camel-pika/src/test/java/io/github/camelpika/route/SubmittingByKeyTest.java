package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.generate.Fingerprint;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A key is posted once, whatever comes in between.
 */
class SubmittingByKeyTest {

    private static final String ID = Claim.idOf("order-1");

    private final PikaRig rig = new PikaRig();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                String key = "?idempotentKey=order-${header.order}";
                from("direct:inline").to("pika:generate" + key).to("pika:feed");
                from("direct:submit").to("pika:generate" + key);
                from("direct:vapi").to("pika:generate" + key + "&gateway=vapi&baseUri=" + rig.simulator.baseUri("vapi"));
                from("direct:queued").to("pika:generate" + key + "&queue=ads");
                from("direct:resubmit").to("pika:generate" + key + "&onUnknownSubmission=resubmit");
                from("direct:resubmitQueued").to("pika:generate" + key + "&queue=ads&onUnknownSubmission=resubmit");
                from("direct:redelivers").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("pika:generate" + key);
                from("pika:feed?queue=ads").routeId("taker").process(e -> taken.add(e.copy()));
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private CompletableFuture<Exchange> sent(String uri, Object body) {
        return rig.send(uri, body, Map.of("order", 1));
    }

    private Exchange send(String uri) {
        return rig.finish(sent(uri, "a cat"));
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    private TaskTracker tracker() {
        return rig.component.services().tracker();
    }

    private Phase phase() {
        return tracker().find(ID).map(TrackedTask::phase).orElse(null);
    }

    private void awaitTaken(int count) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return taken.size() >= count;
        });
    }

    /** Another node is about to post the same. */
    private TrackedTask otherNode() {
        Claim claim = new Claim("another node", "order-1", Fingerprint.of(GenerateRequest.of("a cat")));
        TrackedTask intent = TrackedTask.intent(ID, claim, null, new Origin("pika", "cometapi", "https://api.example.com"),
                new SubmittedMessage(Map.of(), null));
        assertThat(tracker().intend(intent)).isEmpty();
        return intent;
    }

    private static String taskId(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    @Test
    void aRunningTaskIsMetAgain() {
        Exchange first = send("direct:submit");
        assertThat(first.getMessage().getHeaders()).containsEntry(PikaConstants.IDEMPOTENT_KEY, "order-1")
                .doesNotContainKey(PikaConstants.REATTACHED);
        Exchange second = send("direct:submit");
        assertThat(taskId(second)).isEqualTo(taskId(first));
        assertThat(second.getMessage().getHeaders()).containsEntry(PikaConstants.IDEMPOTENT_KEY, "order-1")
                .containsEntry(PikaConstants.REATTACHED, true).containsEntry(PikaConstants.STATE, "QUEUED");
        assertThat(second.getMessage().getBody(VideoTask.class).taskId()).isEqualTo(taskId(first));
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void aFinishedTaskIsMetAgainWithItsVideoUntilTheRetentionIsOver() {
        Exchange first = send("direct:inline");
        assertThat(phase()).isEqualTo(Phase.DONE);
        Exchange second = send("direct:submit");
        assertThat(second.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(second.getMessage().getHeader(PikaConstants.VIDEO_URL))
                .isEqualTo(first.getMessage().getHeader(PikaConstants.VIDEO_URL));
        rig.advance(Duration.ofDays(7).minusMinutes(10));
        assertThat(taskId(send("direct:inline"))).isEqualTo(taskId(first));
        assertThat(posts()).isEqualTo(1);
        rig.advance(Duration.ofMinutes(20));
        assertThat(taskId(send("direct:inline"))).isNotEqualTo(taskId(first));
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void aTaskThatIsMetAgainWhileItRunsIsWaitedForLikeTheFirst() {
        CompletableFuture<Exchange> first = sent("direct:inline", "a cat");
        Exchange second = rig.finish(sent("direct:inline", "a cat"));
        assertThat(second.getMessage().getHeaders()).containsEntry(PikaConstants.STATE, "SUCCEEDED")
                .containsEntry(PikaConstants.REATTACHED, true);
        assertThat(taskId(rig.finish(first))).isEqualTo(taskId(second));
        assertThat(phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void theQueueDeliversATaskOnceHoweverOftenItIsSubmitted() {
        String taskId = taskId(send("direct:queued"));
        assertThat(taskId(send("direct:queued"))).isEqualTo(taskId);
        awaitTaken(1);
        await().until(() -> phase() == Phase.DONE);
        assertThat(taken.get(0).getMessage().getHeaders()).containsEntry(PikaConstants.IDEMPOTENT_KEY, "order-1");
        Exchange again = send("direct:queued");
        assertThat(taskId(again)).isEqualTo(taskId);
        assertThat(again.getMessage().getHeaders()).containsEntry(PikaConstants.REATTACHED, true)
                .containsEntry(PikaConstants.STATE, "SUCCEEDED");
        rig.advance(Duration.ofHours(1));
        assertThat(taken).hasSize(1);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherRequestIsAnErrorBeforeThePost() {
        send("direct:submit");
        Exchange other = rig.finish(sent("direct:submit", "a dog"));
        assertThat(other.getException()).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("'order-1' was used for a different request");
        assertThat(other.getMessage().getHeaders()).doesNotContainKey(PikaConstants.TASK_ID);
        assertThat(posts()).isEqualTo(1);
        Exchange callback = rig.finish(rig.send("direct:submit", "a cat",
                Map.of("order", 1, PikaConstants.CALLBACK_URL, "https://x.example/")));
        assertThat(callback.getMessage().getHeaders()).containsEntry(PikaConstants.REATTACHED, true);
    }

    @Test
    void theSameKeyNeverPaysAtTwoGateways() {
        String taskId = taskId(send("direct:submit"));
        Exchange there = send("direct:vapi");
        assertThat(taskId(there)).isEqualTo(taskId);
        assertThat(there.getMessage().getHeader(PikaConstants.GATEWAY)).isEqualTo("cometapi");
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void noKeyIsAnErrorBeforeThePostAndAHeaderIsNone() {
        Exchange none = rig.finish(rig.send("direct:submit", "a cat", Map.of(PikaConstants.IDEMPOTENT_KEY, "mine")));
        assertThat(none.getException()).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("${header.order} is null");
        assertThat(posts()).isZero();
    }

    @Test
    void aHeaderOfAnEarlierTaskIsTakenAway() {
        Exchange first = rig.finish(rig.send("direct:submit", "a cat", Map.of("order", 1, PikaConstants.REATTACHED, true)));
        assertThat(first.getMessage().getHeaders()).doesNotContainKey(PikaConstants.REATTACHED);
    }

    @Test
    void whileAnotherNodePostsTheSameItIsWaitedForAndMet() {
        otherNode();
        CompletableFuture<Exchange> sent = sent("direct:submit", "a cat");
        rig.advance(Duration.ofSeconds(30));
        assertThat(sent).isNotDone();
        tracker().accepted(ID, "t1");
        rig.advance(Duration.ofSeconds(1));
        assertThat(sent).isDone();
        assertThat(taskId(sent.getNow(null))).isEqualTo("t1");
        assertThat(posts()).isZero();
    }

    @Test
    void whatAnotherNodeWasRefusedIsPostedHere() {
        TrackedTask other = otherNode();
        CompletableFuture<Exchange> sent = sent("direct:submit", "a cat");
        tracker().refused(other);
        rig.advance(Duration.ofSeconds(1));
        assertThat(taskId(sent.getNow(null))).isNotNull();
        assertThat(sent.getNow(null).getMessage().getHeaders()).doesNotContainKey(PikaConstants.REATTACHED);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void whatAnotherNodeDoesNotKnowIsNotKnownHere() {
        TrackedTask other = otherNode();
        CompletableFuture<Exchange> sent = sent("direct:submit", "a cat");
        tracker().unknown(other, "HTTP 502", null);
        rig.advance(Duration.ofSeconds(1));
        assertThat(sent.getNow(null).getException()).isInstanceOf(PikaSubmissionUnknownException.class)
                .hasMessageContaining("'order-1'").hasMessageContaining("2026-01-01T00:00:00Z").hasMessageContaining("HTTP 502")
                .hasMessageContaining("resolveUnknown").hasMessageContaining(ID)
                .hasMessageContaining("onUnknownSubmission=resubmit");
        assertThat(posts()).isZero();
    }

    @Test
    void anIntentThatNobodyCanStillBePostingHasAnUnknownFate() {
        otherNode();
        CompletableFuture<Exchange> sent = sent("direct:submit", "a cat");
        rig.advance(TaskTracker.INTENT_LIVES.minusSeconds(1));
        assertThat(sent).isNotDone();
        assertThat(phase()).isEqualTo(Phase.INTENT);
        rig.advance(Duration.ofSeconds(5));
        assertThat(sent.getNow(null).getException()).isInstanceOf(PikaSubmissionUnknownException.class)
                .hasMessageContaining("never recorded the outcome");
        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(posts()).isZero();
    }

    @Test
    void whoMeetsAnotherOnlyAtTheDoorOfTheGatewayDoesNotPost() throws Exception {
        // another node's intent comes between the look-up and the turn at the gateway
        FlakyTracker flaky = new FlakyTracker();
        rig.component.setTaskTracker(flaky.tracker);
        flaky.onCall("intend", () -> {
            otherNode();
            tracker().accepted(ID, "t1");
        });
        Exchange done = send("direct:submit");
        assertThat(taskId(done)).isEqualTo("t1");
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.REATTACHED, true);
        assertThat(posts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "LOST_RESPONSE", "ACCEPT_THEN_ERROR", "CUT_JSON" })
    void aLostAcceptIsOnePostForAnyNumberOfTries(Fault fault) {
        rig.simulator.faults().next(Operation.GENERATE, fault, 10);
        assertThat(send("direct:redelivers").getException()).isInstanceOf(PikaSubmissionUnknownException.class)
                .hasMessageContaining("'order-1'");
        assertThat(send("direct:submit").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        Exchange queued = send("direct:queued");
        assertThat(queued.getException()).isNull();
        assertThat(queued.getMessage().getHeaders()).containsEntry(PikaConstants.STATE, "UNKNOWN")
                .containsEntry(PikaConstants.REATTACHED, true).doesNotContainKey(PikaConstants.TASK_ID);
        assertThat(posts()).isEqualTo(1);
        rig.advance(Duration.ofHours(1));
        assertThat(taken).isEmpty();
    }

    @Test
    void aLostAcceptOfAQueueIsDeliveredOnceAndMetAgain() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE, 10);
        for (int i = 0; i < 3; i++) {
            assertThat(send("direct:queued").getMessage().getHeader(PikaConstants.STATE)).isEqualTo("UNKNOWN");
        }
        awaitTaken(1);
        await().until(() -> phase() == Phase.UNKNOWN);
        assertThat(send("direct:submit").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        rig.advance(Duration.ofDays(30));
        assertThat(taken).hasSize(1);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsPostedAgainByARedelivery() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST, 2);
        assertThat(taskId(send("direct:redelivers"))).isNotNull();
        assertThat(posts()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:resubmit", "direct:resubmitQueued" })
    void resubmitPostsAgainAtOnceWhatIsUnknown(String uri) {
        rig.simulator.faults().next(Operation.GENERATE, Fault.SERVER_ERROR, 2);
        assertThat(taskId(send(uri))).isNotNull();
        assertThat(posts()).isEqualTo(3);
        assertThat(phase()).isEqualTo(Phase.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:resubmit", "direct:resubmitQueued" })
    void resubmitTakesOverWhatIsUnknownSinceLong(String uri) {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        send("direct:submit");
        Exchange done = send(uri);
        assertThat(taskId(done)).isNotNull();
        assertThat(done.getMessage().getHeaders()).doesNotContainKey(PikaConstants.REATTACHED);
        assertThat(posts()).isEqualTo(2);
        assertThat(taskId(send("direct:submit"))).isEqualTo(taskId(done));
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void resubmitThatIsRefusedInTheEndDoesNotForgetTheTryThatMayHaveBeenAccepted() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE).next(Operation.GENERATE, Fault.BAD_REQUEST);
        assertThat(send("direct:resubmit").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(posts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:resubmit", "direct:resubmitQueued" })
    void resubmitThatIsRefusedDoesNotForgetWhatItTookOver(String uri) {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE).next(Operation.GENERATE, Fault.BAD_REQUEST);
        send("direct:submit");
        String reason = tracker().find(ID).orElseThrow().task().error();
        assertThat(send(uri).getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(tracker().listUnknown(10)).singleElement()
                .satisfies(task -> assertThat(task.task().error()).isEqualTo(reason));
        assertThat(send("direct:submit").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void resubmitWithoutAKeyPostsARedeliveryToo() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("pika:generate?onUnknownSubmission=resubmit");
            }
        });
        rig.simulator.faults().next(Operation.GENERATE, Fault.SERVER_ERROR, 6);
        assertThat(taskId(send("direct:again"))).isNotNull();
        assertThat(posts()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = { "lookUp", "intend" })
    void aTrackerThatFailsPostsNothingAndARedeliveryDoes(String method) {
        FlakyTracker flaky = new FlakyTracker().fails(method, 1);
        rig.component.setTaskTracker(flaky.tracker);
        Exchange failed = send("direct:submit");
        assertThat(failed.getException()).isExactlyInstanceOf(PikaException.class)
                .hasMessageContaining("Nothing was submitted, because the task tracker")
                .hasMessageContaining("the database is away").hasCauseInstanceOf(IllegalStateException.class);
        assertThat(posts()).isZero();
        flaky.fails(method, 2);
        assertThat(taskId(send("direct:redelivers"))).isNotNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void aTrackerThatFailsBetweenTriesPostsNoMore() {
        FlakyTracker flaky = new FlakyTracker();
        rig.component.setTaskTracker(flaky.onCall("refused", () -> flaky.fails("intend", 1)).tracker);
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS);
        assertThat(send("direct:submit").getException()).hasMessageContaining("Nothing was submitted");
        assertThat(posts()).isEqualTo(1);
        assertThat(phase()).isNull();
    }

    @Test
    void anAcceptanceThatTheTrackerCanNotTakeDownIsToldAndNotPostedAgain() throws Exception {
        rig.component.setTaskTracker(new FlakyTracker().fails("accepted", 1).tracker);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:unkeyed").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("pika:generate?queue=ads");
            }
        });
        Exchange done = send("direct:unkeyed");
        assertThat(done.getException()).isInstanceOf(PikaSubmissionUnknownException.class)
                .hasMessageContaining("accepted task " + rig.simulator.tasks().get(0).id());
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWaitForAnotherNode() throws Exception {
        otherNode();
        CompletableFuture<Exchange> sent = sent("direct:submit", "a cat");
        assertThat(sent).isNotDone();
        rig.context.stop();
        assertThat(sent.getNow(null).getException()).isInstanceOf(PikaException.class)
                .hasMessageContaining("Nothing was submitted").hasMessageContaining("the context is stopping");
        assertThat(posts()).isZero();
        assertThat(rig.timer.alarms()).isZero();
    }

    @Test
    void aTransactedExchangeWaitsInItsThreadAndAnInterruptEndsThat() throws Exception {
        otherNode();
        Exchange exchange = rig.context.getEndpoint("direct:submit").createExchange();
        exchange.getExchangeExtension().setTransacted(true);
        exchange.getMessage().setBody("a cat");
        exchange.getMessage().setHeader("order", 1);
        rig.advance(Duration.ofMillis(1));
        Thread caller = new Thread(() -> rig.template.send("direct:submit", exchange));
        caller.start();
        await().until(() -> rig.timer.alarms() == 1);
        assertThat(caller.isAlive()).isTrue();
        caller.interrupt();
        caller.join(20_000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(exchange.getException()).hasMessageContaining("its thread was interrupted");
        assertThat(posts()).isZero();
    }

    @Test
    void anInlineTaskWhoseEndNobodySeesIsForgottenInTheEnd() {
        send("direct:submit");
        rig.advance(Duration.ofDays(7));
        assertThat(send("direct:submit").getMessage().getHeader(PikaConstants.REATTACHED)).isEqualTo(true);
        rig.advance(Duration.ofDays(2));
        assertThat(send("direct:submit").getMessage().getHeader(PikaConstants.REATTACHED)).isNull();
        assertThat(posts()).isEqualTo(2);
    }
}
