package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.HangingDatabase;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is asked of a gateway is not held up by a budget that is kept in a database which answers nothing.
 */
class HangingLedgerTest {

    /** More than are asked at once. */
    private static final int MANY = 40;

    @Test
    void quotedJobsThatWaitForTheirBudgetLeaveTheGatewayToTheOthers() throws Exception {
        HangingDatabase database = new HangingDatabase(TestDatabases.H2.fresh());
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(database.dataSource());
        try (PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO))) {
            rig.use("pika").component.setTaskTracker(tracker);
            rig.component.setMaxCostPerDay(new BigDecimal("1000"));
            rig.component.getConfiguration().setPollInterval(Duration.ofMillis(100));
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate");
                    from("direct:wait").to("pika:feed");
                }
            }).start();
            VideoTask task = rig.send("direct:in", "a cat").get().getMessage().getBody(VideoTask.class);
            try {
                database.hangs();
                List<CompletableFuture<Exchange>> sent = new ArrayList<>();
                for (int i = 0; i < MANY; i++) {
                    sent.add(rig.send("direct:in", "job " + i));
                }
                await().until(() -> rig.simulator.requests().stream().filter(each -> each.operation() == Operation.QUOTE).count() > MANY / 2);
                CompletableFuture<Exchange> other = rig.send("direct:wait", task);
                await().until(other::isDone);
                assertThat(other.join().getException()).isNull();

                database.goesOn();
                await().atMost(Duration.ofSeconds(30)).until(() -> sent.stream().allMatch(CompletableFuture::isDone));
                assertThat(sent).allSatisfy(done -> assertThat(done.join().getException()).isNull());
            } finally {
                database.goesOn();
            }
        } finally {
            tracker.close();
        }
    }
}
