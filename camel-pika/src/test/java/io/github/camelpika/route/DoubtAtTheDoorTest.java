package io.github.camelpika.route;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A job whose first POST is in doubt, and that is to be posted again, is in its owner's hands for as long as the gateway
 * takes no jobs: nobody else holds it for given up.
 */
class DoubtAtTheDoorTest {

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private CompletableFuture<Exchange> send(String uri) {
        return rig.send(uri, "a cat", Map.of("order", 1));
    }

    private void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:resubmit").to("pika:generate?queue=ads&onUnknownSubmission=resubmit&idempotentKey=${header.order}");
                from("direct:fail").to("pika:generate?queue=ads&idempotentKey=${header.order}");
            }
        }).start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.CLOSED);
        rig.simulator.faults().retryAfter("600").next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER);
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    @Test
    void whoComesWithTheSameKeyWaitsForItHoweverLong() throws Exception {
        start();
        CompletableFuture<Exchange> owner = send("direct:resubmit");
        rig.advance(Duration.ofMinutes(8));
        CompletableFuture<Exchange> other = send("direct:fail");
        rig.advance(Duration.ofSeconds(10));

        assertThat(posts()).isEqualTo(2);
        assertThat(other).isNotDone();
        assertThat(rig.component.services().tracker().listUnknown(10)).isEmpty();

        rig.advance(Duration.ofMinutes(3));
        assertThat(posts()).isEqualTo(3);
        assertThat(owner.getNow(null).getException()).isNull();
        assertThat(other.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(owner.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
    }

    /** A database that hangs must not keep every wait from waking up. */
    @Test
    void itsTrackerIsToldOffTheTimersThread() throws Exception {
        FlakyTracker tracker = new FlakyTracker();
        CompletableFuture<String> renewedOn = new CompletableFuture<>();
        ExecutorService storage = Executors.newSingleThreadExecutor(step -> new Thread(step, "storage"));
        rig.component.setTaskTracker(tracker.tracker);
        rig.component.setRuntimes(owner -> new ComponentRuntime(owner, rig.timer, new RuntimeThreads(new DirectExecutor(),
                new DirectExecutor(), new DirectExecutor(), storage, new DirectExecutor(), new DirectExecutor())));
        start();
        send("direct:resubmit");
        await().until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return posts() == 2;
        });

        tracker.onCall("renew", () -> renewedOn.complete(Thread.currentThread().getName()));
        await().until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return renewedOn.isDone();
        });

        assertThat(renewedOn.join()).isEqualTo("storage");
    }

    @Test
    void oneThatWasTakenOverIsInTheHandsOfWhoTookIt() throws Exception {
        start();
        assertThat(send("direct:fail").getNow(null).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("UNKNOWN");
        CompletableFuture<Exchange> owner = send("direct:resubmit");
        rig.advance(Duration.ofMinutes(8));
        CompletableFuture<Exchange> other = send("direct:fail");
        rig.advance(Duration.ofSeconds(10));

        assertThat(posts()).isEqualTo(2);
        assertThat(other).isNotDone();

        rig.advance(Duration.ofMinutes(3));
        assertThat(owner.getNow(null).getException()).isNull();
        assertThat(other.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(owner.getNow(null).getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
    }

    @Test
    void stopEndsItAsUnknownAndLeavesNothingBehind() throws Exception {
        start();
        CompletableFuture<Exchange> owner = send("direct:resubmit");
        rig.advance(Duration.ofMinutes(5));
        rig.context.stop();

        assertThat(owner).isDone();
        assertThat(posts()).isEqualTo(2);
        assertThat(rig.timer.alarms()).isZero();
    }
}
