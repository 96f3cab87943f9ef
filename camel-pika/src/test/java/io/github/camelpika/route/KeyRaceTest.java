package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many exchanges with the same key on real threads, in real time.
 */
class KeyRaceTest {

    private static final int THREADS = 16;
    private static final int KEYS = 25;

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(20), Duration.ofMillis(50)));
    private final FlakyTracker flaky = new FlakyTracker();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        rig.close();
    }

    /** Each key from all threads at once, and one key after the other. */
    private List<List<Exchange>> race(String options) throws Exception {
        rig.component.setTaskTracker(flaky.tracker);
        rig.component.setMaxRequestsPerSecond(10_000);
        rig.start();
        String uri = "pika:generate?idempotentKey=order-${header.order}" + options;
        List<List<CompletableFuture<Exchange>>> sent = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            Map<String, Object> headers = Map.of("order", key);
            List<CompletableFuture<Exchange>> same = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                same.add(CompletableFuture.supplyAsync(() -> rig.send(uri, "a cat", headers), threads).thenCompose(e -> e));
            }
            sent.add(same);
        }
        List<List<Exchange>> done = new ArrayList<>();
        for (List<CompletableFuture<Exchange>> same : sent) {
            List<Exchange> exchanges = new ArrayList<>();
            for (CompletableFuture<Exchange> each : same) {
                exchanges.add(each.get(60, TimeUnit.SECONDS));
            }
            done.add(exchanges);
        }
        return done;
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.GENERATE).count();
    }

    private static Object taskId(Exchange exchange) {
        return exchange.getMessage().getHeader(PikaConstants.TASK_ID);
    }

    private static boolean isReattached(Exchange exchange) {
        return exchange.getMessage().getHeader(PikaConstants.REATTACHED) != null;
    }

    @Test
    void eachKeyIsPostedOnceAndAllGetItsTask() throws Exception {
        for (List<Exchange> same : race("")) {
            assertThat(same).allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
            assertThat(same).extracting(KeyRaceTest::taskId).doesNotContainNull()
                    .containsOnly(taskId(same.get(0)));
            assertThat(same).filteredOn(KeyRaceTest::isReattached).hasSize(THREADS - 1);
        }
        assertThat(posts()).isEqualTo(KEYS);
        assertThat(rig.simulator.tasks()).hasSize(KEYS);
        assertThat(flaky.threads).as("a tracker may block").noneMatch(name -> name.contains("PikaTimer"));
    }

    @Test
    void lostAnswersAndRefusalsLeaveOneTaskToAKeyAtTheMost() throws Exception {
        rig.simulator.faults().rate(Operation.GENERATE, Fault.LOST_RESPONSE, 0.2)
                .rate(Operation.GENERATE, Fault.BAD_REQUEST, 0.3);
        for (List<Exchange> same : race("&queue=ads")) {
            assertThat(same).extracting(KeyRaceTest::taskId).filteredOn(id -> id != null)
                    .hasSizeBetween(0, THREADS).satisfies(ids -> assertThat(ids.stream().distinct().count()).isLessThan(2));
            boolean unknown = same.stream()
                    .anyMatch(e -> "UNKNOWN".equals(e.getMessage().getHeader(PikaConstants.STATE)));
            boolean accepted = same.stream().anyMatch(e -> taskId(e) != null);
            assertThat(unknown && accepted).as("an unknown one was posted again").isFalse();
        }
        assertThat(rig.simulator.tasks()).hasSizeLessThanOrEqualTo(KEYS);
    }
}
