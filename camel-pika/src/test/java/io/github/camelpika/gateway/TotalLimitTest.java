package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that sends a byte now and then never lets a read time out: the whole call has a limit.
 */
class TotalLimitTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final Semaphore sent = new Semaphore(0);
    private final Semaphore turned = new Semaphore(0);

    @Test
    void trickleEndsAQueryAfterThirtySeconds() throws Exception {
        try (TestGateway server = new TestGateway(this::trickle)) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                    () -> Calls.client(Gateway.VAPI, server.uri(), timer).query("t1", false));
            turn(GatewayClient.QUERY_LIMIT.minusSeconds(1), answer);
            timer.advance(Duration.ofSeconds(1));

            GatewayError error = Calls.failed(answer.get(10, TimeUnit.SECONDS));
            assertThat(error.message()).isEqualTo("no complete answer within 30 s");
            assertThat(error.retryable()).isTrue();
            assertThat(server.requests).hasSize(1);
        } finally {
            turned.release(1_000);
        }
    }

    @Test
    void trickleLeavesACreateUnknownAfterTwoMinutes() throws Exception {
        try (TestGateway server = new TestGateway(this::trickle)) {
            CompletableFuture<Submission> submission = CompletableFuture.supplyAsync(
                    () -> Calls.client(Gateway.VAPI, server.uri(), timer).submit(Jobs.of("a cat")));
            turn(GatewayClient.SUBMIT_LIMIT.minusSeconds(1), submission);
            timer.advance(Duration.ofSeconds(1));

            assertThat(Calls.unknown(submission.get(10, TimeUnit.SECONDS)).message())
                    .isEqualTo("no complete answer within 120 s");
            assertThat(server.requests).hasSize(1);
        } finally {
            turned.release(1_000);
        }
    }

    @Test
    void handshakeThatHangsEndsTooAndNothingWasSubmitted() throws Exception {
        try (PikaSimulator plain = PikaSimulator.start()) {
            URI https = URI.create("https://127.0.0.1:" + plain.baseUri().getPort());
            CompletableFuture<Submission> submission = CompletableFuture.supplyAsync(
                    () -> Calls.client(Gateway.VAPI, https, timer).submit(Jobs.of("a cat")));
            await().pollInterval(Duration.ofMillis(1)).until(() -> timer.alarms() == 1);
            timer.advance(GatewayClient.SUBMIT_LIMIT);

            assertThat(Calls.refused(submission.get(10, TimeUnit.SECONDS)).retryable()).isTrue();
            assertThat(plain.requests()).isEmpty();
        }
    }

    /** A second at a time, with a byte sent in each. */
    private void turn(Duration duration, CompletableFuture<?> call) throws InterruptedException {
        for (int second = 0; second < duration.toSeconds(); second++) {
            assertThat(sent.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(call).isNotDone();
            timer.advance(Duration.ofSeconds(1));
            turned.release();
        }
    }

    private void trickle(Socket socket, OutputStream out) throws IOException {
        out.write(TestGateway.head(200, "Content-Length: 1000"));
        for (int i = 0; i < 1_000; i++) {
            out.write(' ');
            out.flush();
            sent.release();
            turned.acquireUninterruptibly();
        }
    }
}
