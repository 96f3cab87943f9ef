package io.github.camelpika.route;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaTaskFailedException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code pika:cancel} at fal, which is the one that can.
 */
class CancelTest {

    private final PikaRig rig = new PikaRig().use("fal");

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private VideoTask submit() {
        return rig.finish(rig.send("pika:generate", "a cat")).getMessage().getBody(VideoTask.class);
    }

    private Exchange cancel(Object body) {
        return rig.send("pika:cancel", body).getNow(null);
    }

    private static Object said(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(PikaConstants.CANCEL);
    }

    private Exchange feed(VideoTask task) {
        return rig.finish(rig.send("pika:feed", task));
    }

    private long requests() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.CANCEL).count();
    }

    @Test
    void aTaskInTheQueueIsCancelledAndEndsSo() {
        VideoTask task = submit();
        Exchange cancelled = cancel(task);
        assertThat(said(cancelled)).isEqualTo("requested");
        assertThat(cancelled.getMessage().getBody()).isSameAs(task);
        assertThat(cancelled.getMessage().getHeaders()).containsEntry(PikaConstants.TASK_ID, task.taskId())
                .containsEntry(PikaConstants.GATEWAY, "fal").doesNotContainKey(PikaConstants.STATE);

        Exchange done = feed(task);
        assertThat(done.getException()).isInstanceOfSatisfying(PikaTaskFailedException.class,
                e -> assertThat(e.getTask().state()).isEqualTo(TaskState.CANCELLED));
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("CANCELLED");
    }

    @Test
    void aTaskThatRunsIsCancelledToo() {
        VideoTask task = submit();
        rig.advance(Duration.ofSeconds(60));
        assertThat(said(cancel(task))).isEqualTo("requested");
        assertThat(feed(task).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("CANCELLED");
    }

    @Test
    void aTaskThatFinishesAllTheSameSucceeds() {
        rig.simulator.faults().next(Operation.CANCEL, Fault.CANCEL_IGNORED);
        VideoTask task = submit();
        assertThat(said(cancel(task))).isEqualTo("requested");
        assertThat(feed(task).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aWaitSeesThatItsTaskWasCancelled() {
        VideoTask task = submit();
        CompletableFuture<Exchange> waiting = rig.send("pika:feed?throwExceptionOnFailure=false", task);
        rig.advance(Duration.ofSeconds(30));
        cancel(task);
        assertThat(rig.finish(waiting).getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void aTaskThatHasEndedIsTooLate() {
        VideoTask task = submit();
        rig.advance(Duration.ofMinutes(3));
        assertThat(said(cancel(task))).isEqualTo("too-late");
    }

    @Test
    void aTaskThatNobodyKnowsIsNotFound() {
        assertThat(said(cancel("5d2f7c0e-6c0e-4f6c-9d3a-0f8f4f5f2a11"))).isEqualTo("not-found");
    }

    @Test
    void theTaskIsThatOfTheHeaderThenTheOptionThenTheBody() {
        String header = submit().taskId();
        String option = submit().taskId();
        String body = submit().taskId();
        Exchange exchange = rig.send("pika:cancel?taskId=" + option, body, Map.of(PikaConstants.TASK_ID, header)).getNow(null);
        assertThat(exchange.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(header);
        exchange = rig.send("pika:cancel?taskId=" + option, body).getNow(null);
        assertThat(exchange.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(option);
        exchange = rig.send("pika:cancel", Map.of("taskId", body)).getNow(null);
        assertThat(exchange.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(body);
    }

    @Test
    void aTaskOfAnotherGatewayIsRefusedAndNothingIsAsked() {
        Exchange exchange = cancel(VideoTask.of("1", "pika", TaskState.RUNNING));
        assertThat(exchange.getException()).isInstanceOf(PikaException.class).hasMessageContaining("belongs to the gateway pika");
        assertThat(requests()).isZero();
    }

    @Test
    void whatAnEarlierStepWasToldIsNotLeft() {
        rig.simulator.faults().next(Operation.CANCEL, Fault.SERVER_ERROR);
        Exchange exchange = rig.send("pika:cancel", submit(), Map.of(PikaConstants.CANCEL, "requested")).getNow(null);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(PikaConstants.CANCEL);
        Exchange next = rig.send("pika:generate", "a dog", Map.of(PikaConstants.CANCEL, "requested")).getNow(null);
        assertThat(next.getMessage().getHeaders()).doesNotContainKey(PikaConstants.CANCEL);
    }

    @ParameterizedTest
    @EnumSource(names = { "SERVER_ERROR", "TOO_MANY_REQUESTS", "LOST_RESPONSE", "CLOSED" })
    void aTroubleThatPassesIsAnExceptionThatSaysSo(Fault fault) {
        rig.simulator.faults().next(Operation.CANCEL, fault);
        VideoTask task = submit();
        assertThat(cancel(task).getException()).isInstanceOfSatisfying(PikaGatewayException.class, e -> {
            assertThat(e.getTaskId()).isEqualTo(task.taskId());
            assertThat(e.isRetryable()).isTrue();
            assertThat(e).hasMessageContaining("fal could not be asked to cancel task " + task.taskId());
        });
    }

    @ParameterizedTest
    @EnumSource(names = { "UNAUTHORIZED", "FORBIDDEN", "HTML" })
    void anAnswerThatIsNoneOfThemIsNoneOfThem(Fault fault) {
        rig.simulator.faults().next(Operation.CANCEL, fault);
        assertThat(cancel(submit()).getException()).isInstanceOf(PikaGatewayException.class);
    }

    private void shutTheDoor(VideoTask task, String seconds) {
        rig.simulator.faults().retryAfter(seconds).next(Operation.FEED, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);
        rig.send("pika:feed?wait=false", task);
        rig.advance(Duration.ofMillis(1));
    }

    @Test
    void itTakesItsTurnBehindWhatTheGatewayAskedToWaitFor() {
        VideoTask task = submit();
        shutTheDoor(task, "60");
        CompletableFuture<Exchange> cancelling = rig.send("pika:cancel", task);
        rig.advance(Duration.ofSeconds(59));
        assertThat(requests()).isZero();
        rig.advance(Duration.ofSeconds(2));
        assertThat(said(cancelling.getNow(null))).isEqualTo("requested");
    }

    @Test
    void whoseTurnDoesNotComeIsToldSo() {
        VideoTask task = submit();
        shutTheDoor(task, "3600");
        CompletableFuture<Exchange> cancelling = rig.send("pika:cancel", task);
        rig.advance(Duration.ofMinutes(5));
        assertThat(cancelling.getNow(null).getException()).isInstanceOf(PikaGatewayException.class)
                .hasMessageContaining("its turn did not come within 300 s");
        rig.advance(Duration.ofHours(1));
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aStopEndsWhatStandsAtTheDoor(boolean ofTheRouteAlone) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cancel").routeId("cancel").to("pika:cancel");
            }
        });
        VideoTask task = submit();
        shutTheDoor(task, "60");
        CompletableFuture<Exchange> cancelling = rig.send("direct:cancel", task);
        rig.context.getShutdownStrategy().setTimeout(1);
        if (ofTheRouteAlone) {
            rig.context.getRouteController().stopRoute("cancel", 1, TimeUnit.SECONDS);
        } else {
            rig.context.stop();
        }
        assertThat(cancelling.getNow(null).getException()).isInstanceOf(PikaException.class).hasMessageContaining("stopping");
        rig.advance(Duration.ofMinutes(2));
        assertThat(requests()).isZero();
    }
}
