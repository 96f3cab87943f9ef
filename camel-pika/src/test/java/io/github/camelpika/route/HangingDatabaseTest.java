package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.camelpika.rig.HangingDatabase;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that answers nothing for a while holds up those who need it, and nobody else. With real threads, as the point is
 * who holds them.
 */
class HangingDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final int MANY = 60;

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofSeconds(1)));
    private final HangingDatabase database = new HangingDatabase(TestDatabases.H2.fresh());
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws Exception {
        tracker.setDataSource(database.dataSource());
        rig.component.setTaskTracker(tracker);
        rig.component.getConfiguration().setPollInterval(Duration.ofMillis(250));
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to("pika:generate").to("pika:feed");
                from("direct:keyed").to("pika:generate?idempotentKey=order-${header.order}").to("pika:feed");
                from("direct:queued").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").to("log:delivered?level=DEBUG");
            }
        }).start();
        tracker.ping();
    }

    @AfterEach
    void close() throws Exception {
        database.goesOn();
        callers.shutdownNow();
        rig.close();
        tracker.close();
    }

    private List<CompletableFuture<Exchange>> send(String uri, int from) {
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = from; i < from + MANY; i++) {
            int order = i;
            sent.add(CompletableFuture.supplyAsync(() -> rig.send(uri, "job " + order, Map.of("order", order)), callers)
                    .thenCompose(done -> done));
        }
        return sent;
    }

    @Test
    void itHoldsUpNeitherJobsNorWaitsThatDoNotNeedIt() {
        List<CompletableFuture<Exchange>> waiting = send("direct:keyed", 0);
        await().atMost(ENOUGH).until(() -> rig.component.services().waiting() >= MANY);
        List<CompletableFuture<Exchange>> withDatabase = new ArrayList<>(waiting);
        database.hangs();
        withDatabase.addAll(send("direct:keyed", MANY));
        withDatabase.addAll(send("direct:queued", 2 * MANY));
        await().until(() -> database.hanging() > 0);
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Exchange> plain = CompletableFuture
                    .supplyAsync(() -> rig.send("direct:plain", "a cat"), callers).thenCompose(done -> done);
            await().atMost(SOON).until(plain::isDone);
            assertThat(plain.join().getException()).isNull();
        }
        assertThat(withDatabase).noneMatch(CompletableFuture::isDone);

        database.goesOn();
        await().atMost(ENOUGH).until(() -> withDatabase.stream().allMatch(CompletableFuture::isDone));
        assertThat(withDatabase).allSatisfy(done -> assertThat(done.join().getException()).isNull());
        assertThat(rig.simulator.tasks()).hasSize(3 * MANY + 3);
    }
}
