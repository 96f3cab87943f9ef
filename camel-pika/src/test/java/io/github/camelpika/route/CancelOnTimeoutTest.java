package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaWaitTimeoutException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is given up is cancelled where the gateway can, and how the wait ends is the same.
 */
class CancelOnTimeoutTest {

    private static final int MOST_PRINTED = 20_000;

    private final PikaRig rig = new PikaRig().use("fal");
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private VideoTask submit(Fault fault) {
        rig.simulator.faults().next(Operation.GENERATE, fault);
        return rig.send("pika:generate?queueTimeout=2h", "a cat").getNow(null).getMessage().getBody(VideoTask.class);
    }

    private List<String> cancelled() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.CANCEL)
                .map(request -> request.method() + " " + request.path() + " " + request.status()).toList();
    }

    private void start() {
        rig.start();
    }

    @ParameterizedTest
    @CsvSource({ "TASK_STUCK,queueTimeout=2m", "TASK_NEVER_FINISHES,waitTimeout=5m" })
    void eitherTimeoutHasItCancelled(Fault fault, String timeout) {
        start();
        VideoTask task = submit(fault);
        Exchange done = rig.finish(rig.send("pika:feed?cancelOnTimeout=true&" + timeout, task));
        assertThat(done.getException()).isInstanceOf(PikaWaitTimeoutException.class);
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(cancelled()).singleElement().asString().startsWith("PUT").contains(task.taskId()).endsWith("/cancel 202");
        assertThat(rig.finish(rig.send("pika:feed?throwExceptionOnFailure=false", task)).getMessage()
                .getHeader(PikaConstants.STATE)).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @CsvSource({ "pika:feed?queueTimeout=2m", "pika:feed?queueTimeout=2m&cancelOnTimeout=false" })
    void withoutTheOptionItIsLeftAlone(String uri) {
        start();
        rig.finish(rig.send(uri, submit(Fault.TASK_STUCK)));
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void aTaskThatEndsInTimeIsLeftAlone() {
        start();
        VideoTask task = rig.send("pika:generate", "a cat").getNow(null).getMessage().getBody(VideoTask.class);
        assertThat(rig.finish(rig.send("pika:feed?cancelOnTimeout=true", task)).getException()).isNull();
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void aWaitThatAStopEndsLeavesItAlone() throws Exception {
        start();
        CompletableFuture<Exchange> waiting = rig.send("pika:feed?cancelOnTimeout=true", submit(Fault.TASK_STUCK));
        rig.advance(Duration.ofSeconds(30));
        rig.context.stop();
        assertThat(waiting).isDone();
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void aLookLeavesItAlone() {
        start();
        VideoTask task = submit(Fault.TASK_STUCK);
        rig.simulator.faults().next(Operation.FEED, Fault.SERVER_ERROR, 10_000);
        rig.finish(rig.send("pika:feed?cancelOnTimeout=true&wait=false&waitTimeout=1m&throwExceptionOnFailure=false", task));
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void whoGivesATimeOfTheirOwnLeavesItAlone() throws Exception {
        start();
        VideoTask task = submit(Fault.TASK_STUCK);
        PollingConsumer consumer = rig.context.getEndpoint("pika:feed?cancelOnTimeout=true&queueTimeout=10m&taskId=" + task.taskId())
                .createPollingConsumer();
        consumer.start();
        whileTheClockTurns(() -> consumer.receive(60_000));
        assertThat(cancelled()).isEmpty();
        whileTheClockTurns(consumer::receive);
        assertThat(cancelled()).hasSize(1);
    }

    private void whileTheClockTurns(java.util.function.Supplier<Exchange> call) {
        CompletableFuture<Exchange> calling = CompletableFuture.supplyAsync(call);
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return calling.isDone();
        });
    }

    @Test
    void aTaskOfAQueueIsCancelledOnceAndDeliveredAsTimedOut() throws Exception {
        queue("&cancelOnTimeout=true&queueTimeout=2m");
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_STUCK);
        rig.send("direct:in", "a cat");
        rig.advance(Duration.ofMinutes(3));
        await().until(() -> taken.size() == 1);
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(cancelled()).hasSize(1);
    }

    private void queue(String options) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?queue=ads&queueTimeout=2h");
                from("pika:feed?queue=ads" + options).process(exchange -> taken.add(exchange.copy()));
            }
        }).start();
    }

    @Test
    void aCancelThatFailsIsAWarningAndChangesNothing() {
        start();
        VideoTask task = submit(Fault.TASK_STUCK);
        rig.simulator.faults().next(Operation.CANCEL, Fault.SERVER_ERROR);
        int before = PrintedOutput.length();
        Exchange done = rig.finish(rig.send("pika:feed?cancelOnTimeout=true&queueTimeout=2m&throwExceptionOnFailure=false", task));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(PrintedOutput.since(before, MOST_PRINTED)).contains("WARN").contains("could not be asked to cancel task " + task.taskId());
        assertThat(cancelled()).hasSize(1);
    }

    @Test
    void aCancelStandsAtTheDoorAndHoldsNobodyUp() {
        start();
        VideoTask task = submit(Fault.TASK_NEVER_FINISHES);
        CompletableFuture<Exchange> waiting = rig.send("pika:feed?cancelOnTimeout=true&waitTimeout=5m&throwExceptionOnFailure=false", task);
        rig.advance(Duration.ofSeconds(298));
        rig.simulator.faults().next(Operation.CANCEL, Fault.TOO_MANY_REQUESTS);
        rig.advance(Duration.ofSeconds(3));
        assertThat(waiting).isDone();
    }

    @Test
    void whereTheGatewayCannotTheStartSaysSoAndNothingIsAsked() {
        rig.use("cometapi").start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_STUCK);
        VideoTask task = rig.send("pika:generate", "a cat").getNow(null).getMessage().getBody(VideoTask.class);
        int before = PrintedOutput.length();
        Exchange done = rig.finish(rig.send("pika:feed?cancelOnTimeout=true&queueTimeout=2m&throwExceptionOnFailure=false", task));
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(PrintedOutput.since(before, MOST_PRINTED)).contains("cancelOnTimeout has no effect on pika://feed").contains("CometAPI");
        assertThat(cancelled()).isEmpty();
    }
}
