package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pika's own API knows a job again by its idempotency key, so a POST whose answer was lost is posted again, and is paid for
 * once.
 */
class RepeatedUnderItsKeyTest {

    private static final String JOB = "pika:generate?idempotentKey=${header.order}&submitTimeout=30m";

    private final PikaRig rig = new PikaRig().use("pika").start();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private CompletableFuture<Exchange> send(String uri) {
        return rig.send(uri, "a cat", Map.of("order", 7));
    }

    private List<RecordedRequest> posts() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).toList();
    }

    private void assertThatAllAreTheSameJob() {
        assertThat(posts()).extracting(post -> post.headers().get("idempotency-key") + " " + post.path() + " " + post.body())
                .containsOnly(posts().get(0).headers().get("idempotency-key") + " " + posts().get(0).path() + " "
                              + posts().get(0).body());
        assertThat(posts().get(0).headers().get("idempotency-key")).singleElement().asString().isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "LOST_RESPONSE", "ACCEPT_THEN_ERROR", "CUT_JSON", "CLOSED", "SERVER_ERROR", "HTML" })
    void aLostAnswerIsAskedForAgainAndPaidForOnce(Fault fault) {
        rig.simulator.faults().next(Operation.GENERATE, fault, 2);
        CompletableFuture<Exchange> sent = send("pika:generate");

        rig.advance(Duration.ofMinutes(1));

        assertThat(sent).isDone();
        assertThat(sent.join().getException()).isNull();
        assertThat(posts()).hasSize(3);
        assertThatAllAreTheSameJob();
        assertThat(rig.simulator.tasks()).singleElement()
                .satisfies(task -> assertThat(sent.join().getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(task.id()));
    }

    @Test
    void itIsOnlyUnknownWhenTheGatewayStaysAwayForTheWholeTime() {
        rig.simulator.faults().rate(Operation.GENERATE, Fault.CLOSED, 1);
        CompletableFuture<Exchange> sent = send(JOB);

        rig.advance(Duration.ofMinutes(29));
        assertThat(sent).isNotDone();
        rig.advance(Duration.ofMinutes(2));

        assertThat(sent).isDone();
        assertThat(sent.join().getException(PikaException.class)).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(posts()).hasSizeGreaterThan(20);
        assertThatAllAreTheSameJob();
        assertThat(rig.component.services().tracker().listUnknown(10)).hasSize(1);
    }

    /** By then the answer to the first POST is known no better, so the user's choice is a new job. */
    @Test
    void aResubmissionIsANewJobWithAKeyOfItsOwn() {
        rig.simulator.faults().rate(Operation.GENERATE, Fault.CLOSED, 1);
        send(JOB);
        rig.advance(Duration.ofMinutes(31));
        String first = posts().get(0).headers().get("idempotency-key").get(0);
        int before = posts().size();
        rig.simulator.faults().clear();

        CompletableFuture<Exchange> again = send(JOB + "&onUnknownSubmission=resubmit");
        rig.advance(Duration.ofMinutes(1));

        assertThat(again.join().getException()).isNull();
        assertThat(posts()).hasSize(before + 1);
        assertThat(posts().get(before).headers().get("idempotency-key")).doesNotContain(first);
    }

    @Test
    void whoeverComesWithTheSameKeyMeanwhileGetsTheOneTask() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE, 3);
        CompletableFuture<Exchange> first = send(JOB);
        CompletableFuture<Exchange> second = send(JOB);

        rig.advance(Duration.ofMinutes(2));

        assertThatAllAreTheSameJob();
        assertThat(rig.simulator.tasks()).hasSize(1);
        assertThat(second.join().getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(first.join().getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.MATCH_ALL, names = "FAILED_AT_CREATION.*")
    void whatFailedAtItsCreationHasEndedAndIsNotPostedAgain(Fault fault) {
        rig.simulator.faults().next(Operation.GENERATE, fault);
        CompletableFuture<Exchange> sent = send(JOB);
        rig.advance(Duration.ofMinutes(1));
        String taskId = sent.join().getMessage().getHeader(PikaConstants.TASK_ID, String.class);

        Exchange ended = rig.finish(rig.send("pika:feed?throwExceptionOnFailure=false", taskId));

        assertThat(ended.getMessage().getHeader(PikaConstants.STATE)).hasToString("FAILED");
        assertThat(posts()).hasSize(1);
    }

    @Test
    void aTooEarlyRetryIsNoDoubtAndKeepsItsKey() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, 2);
        CompletableFuture<Exchange> sent = send("pika:generate");

        rig.advance(Duration.ofMinutes(2));

        assertThat(sent.join().getException()).isNull();
        assertThat(posts()).hasSize(3);
        assertThatAllAreTheSameJob();
    }
}
