package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.QuickTracker;
import io.github.camelpika.track.RepeatableCall;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TestDatabases;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes with one database, at two gateways. In real time, as an intent is abandoned by that.
 */
class RepeatedElsewhereTest {

    private static final Durations QUICK = Durations.fixed(Duration.ofMillis(100), Duration.ofMillis(300));

    private final DataSource database = TestDatabases.H2.fresh();
    private final PikaRig pika = PikaRig.inRealTime(QUICK).use("pika");
    private final PikaRig vapi = PikaRig.inRealTime(QUICK).use("vapi");
    private final TaskTracker tracker = QuickTracker.of(database);

    @BeforeEach
    void start() {
        pika.component.setTaskTracker(tracker);
        vapi.component.setTaskTracker(QuickTracker.of(database));
        pika.start();
        vapi.start();
    }

    @AfterEach
    void close() throws Exception {
        pika.close();
        vapi.close();
    }

    private static CompletableFuture<Exchange> send(PikaRig rig, String key) {
        return rig.send("pika:generate?idempotentKey=" + key, "a cat");
    }

    private static List<RecordedRequest> posts(PikaRig rig) {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).toList();
    }

    private String fingerprintOfACat() {
        send(pika, "other").join();
        return tracker.find(Claim.idOf("other")).orElseThrow().claim().fingerprint();
    }

    @Test
    void whatWasPostedAtOneGatewayIsPostedAgainAtNoOther() {
        Origin origin = new Origin("pika", "pika", pika.simulator.baseUri("pika").toString());
        tracker.intend(TrackedTask.intent(Claim.idOf("7"), new Claim("dead", "7", fingerprintOfACat()), null, origin, SubmittedMessage.NOTHING)
                .repeatable(new RepeatableCall(Jobs.of("a cat").at(Gateway.PIKA).call(), Duration.ofMinutes(10))));

        CompletableFuture<Exchange> elsewhere = send(vapi, "7");
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).until(() -> posts(vapi).isEmpty());
        assertThat(elsewhere).as("waits for whoever can tell").isNotDone();
        Exchange there = send(pika, "7").join();

        assertThat(there.getException()).isNull();
        assertThat(posts(pika).get(1).headers().get("idempotency-key")).containsExactly(Jobs.IDEMPOTENCY_KEY);
        assertThat(elsewhere.join().getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(there.getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
        assertThat(vapi.simulator.requests()).isEmpty();
    }
}
