package io.github.camelpika.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.generate.Fingerprint;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TestDatabases;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands at the door of a gateway is not on the wire, and leaves nothing in the database that could get too old
 * there.
 */
class AtTheDoorTest {

    private static final String ID = Claim.idOf("order-1");
    private static final Duration LONGER_THAN_A_POST = Duration.ofMinutes(10);

    private final PikaRig rig = new PikaRig();
    private final DataSource database = TestDatabases.H2.fresh();
    private final JdbcTaskTracker here = tracker();
    private final JdbcTaskTracker there = tracker();

    private JdbcTaskTracker tracker() {
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(database);
        return tracker;
    }

    @BeforeEach
    void start() throws Exception {
        rig.component.setTaskTracker(here);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                String key = "idempotentKey=order-${header.order}";
                from("direct:queued").to("pika:generate?queue=ads");
                from("direct:keyed").to("pika:generate?queue=ads&" + key);
                from("direct:fail").to("pika:generate?" + key);
                from("direct:resubmit").to("pika:generate?onUnknownSubmission=resubmit&" + key);
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        here.close();
        there.close();
    }

    private CompletableFuture<Exchange> send(String uri) {
        return rig.send(uri, "a cat", Map.of("order", 1));
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    private void refuseForLong() {
        rig.simulator.faults().retryAfter(String.valueOf(LONGER_THAN_A_POST.toSeconds()))
                .next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);
    }

    private TrackedTask anotherNodeIsPosting() {
        Claim claim = new Claim("another node", "order-1", Fingerprint.of(GenerateRequest.of("a cat")));
        TrackedTask intent = TrackedTask.intent(ID, claim, null, new Origin("pika", "cometapi", "https://api.example.com"),
                SubmittedMessage.NOTHING);
        assertThat(there.intend(intent)).isEmpty();
        return intent;
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:queued", "direct:keyed", "direct:fail" })
    void aJobThatWasRefusedForLongHasNoIntentThatCouldGetOld(String uri) {
        refuseForLong();
        CompletableFuture<Exchange> sent = send(uri);
        rig.advance(LONGER_THAN_A_POST.minusSeconds(1));
        assertThat(sent).isNotDone();
        assertThat(there.list("ads", 10)).isEmpty();
        assertThat(there.find(ID)).isEmpty();
        rig.advance(Duration.ofSeconds(2));
        assertThat(sent.getNow(null).getException()).isNull();
        assertThat(sent.getNow(null).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("QUEUED");
        assertThat(posts()).isEqualTo(2);
        assertThat(rig.simulator.tasks()).hasSize(1);
    }

    @Test
    void ofTwoAtTheDoorWithTheSameKeyOnePostsAndTheOtherMeetsItsTask() {
        refuseForLong();
        CompletableFuture<Exchange> first = send("direct:keyed");
        CompletableFuture<Exchange> second = send("direct:keyed");
        rig.advance(LONGER_THAN_A_POST.plusMinutes(1));
        assertThat(first).isDone();
        assertThat(second).isDone();
        assertThat(second.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(first.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
        assertThat(rig.simulator.tasks()).hasSize(1);
    }

    @Test
    void whoDiesAtTheDoorLeavesNothingToThoseWhoComeAfterHim() throws Exception {
        refuseForLong();
        send("direct:keyed");
        rig.context.stop();
        assertThat(there.find(ID)).isEmpty();
        assertThat(there.listUnknown(10)).isEmpty();
    }

    @Test
    void theKeyMayBePostedByAnotherNodeMeanwhile() {
        refuseForLong();
        CompletableFuture<Exchange> sent = send("direct:keyed");
        anotherNodeIsPosting();
        there.accepted(ID, "t1");
        rig.advance(LONGER_THAN_A_POST.plusMinutes(1));
        assertThat(sent.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo("t1");
        assertThat(posts()).isEqualTo(1);
    }

    /** A POST in doubt is not forgotten because the next one is refused for now. */
    @Test
    void whatIsInDoubtStaysSoAtTheDoor() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        refuseForLong();
        CompletableFuture<Exchange> sent = send("direct:resubmit");
        rig.advance(Duration.ofMinutes(1));
        assertThat(posts()).isEqualTo(2);
        assertThat(there.find(ID)).map(TrackedTask::phase).contains(Phase.INTENT);
        rig.advance(LONGER_THAN_A_POST);
        assertThat(sent.getNow(null).getException()).isNull();
        assertThat(there.find(ID)).map(TrackedTask::phase).contains(Phase.WAITING);
        assertThat(posts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({ "direct:fail, 5", "direct:fail, -5", "direct:resubmit, 5", "direct:resubmit, -5" })
    void aNodeWhoseClockIsOffWaitsForTheOneThatPosts(String uri, long minutes) {
        rig.timer.jump(Duration.between(rig.timer.now(), Instant.now()).plusMinutes(minutes));
        anotherNodeIsPosting();
        CompletableFuture<Exchange> sent = send(uri);
        rig.advance(Duration.ofSeconds(10));
        assertThat(sent).isNotDone();
        assertThat(there.find(ID)).map(TrackedTask::phase).contains(Phase.INTENT);
        there.accepted(ID, "t1");
        rig.advance(Duration.ofSeconds(2));
        assertThat(sent.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo("t1");
        assertThat(posts()).isZero();
    }
}
