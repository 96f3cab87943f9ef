package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A job that was taken back on its way to the door of a gateway holds no budget there for those that come later. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftDoorTest {

    private final PikaRig rig = new PikaRig();
    private final ExecutorService storage = Executors.newSingleThreadExecutor();
    private final CountDownLatch database = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        database.countDown();
        rig.close();
    }

    @Test
    void aJobWhoseRouteStopsBehindASlowDatabaseHoldsNoBudget() throws Exception {
        rig.component.setRuntimes(settings -> new ComponentRuntime(settings, rig.timer, new RuntimeThreads(new DirectExecutor(),
                new DirectExecutor(), new DirectExecutor(), storage, new DirectExecutor(), new DirectExecutor())));
        rig.component.setMaxCostPerDay(new BigDecimal("1"));
        rig.use("pika").with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("pika:generate");
            }
        }).start();
        storage.execute(this::hang);
        CompletableFuture<Exchange> sent = rig.send("direct:in", "a cat");
        assertThat(rig.simulator.requests()).anyMatch(request -> request.operation() == Operation.QUOTE);

        rig.context.getRouteController().stopRoute("in", 1, TimeUnit.MILLISECONDS);
        assertThat(sent.getNow(null).getException()).hasMessageContaining("its route is stopping");
        database.countDown();

        rig.context.getRouteController().startRoute("in");
        for (String prompt : new String[] { "a dog", "a cow" }) {
            CompletableFuture<Exchange> later = rig.send("direct:in", prompt);
            storage.submit(() -> { }).get();
            rig.advance(Duration.ofSeconds(1));
            storage.submit(() -> { }).get();
            assertThat(rig.finish(later).getException()).as(prompt).isNull();
        }
    }

    private void hang() {
        try {
            database.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
