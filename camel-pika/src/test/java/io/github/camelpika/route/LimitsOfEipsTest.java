package io.github.camelpika.route;

import java.time.Duration;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.awaitility.Awaitility.await;

/**
 * What docs/operating.adoc says of settings that limit something else than tasks in flight, and of the one that limits
 * those. In real time, as Camel's limits go by it; no task ends meanwhile.
 */
class LimitsOfEipsTest {

    private static final int JOBS = 30;

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofHours(1)));

    @AfterEach
    void close() throws Exception {
        rig.context.getShutdownStrategy().setTimeout(1);
        rig.close();
    }

    @ParameterizedTest(name = "{0}: {1} in flight")
    @CsvSource({ "seda:consumers?concurrentConsumers=2, 30", "seda:threads, 30", "seda:throttled?concurrentConsumers=2, 30",
            "seda:concurrent?concurrentConsumers=10, 5", "seda:queued?concurrentConsumers=2, 30", "seda:limited?concurrentConsumers=2, 5" })
    void soManyTasksAreInFlight(String uri, int inFlight) throws Exception {
        if (uri.contains("limited")) {
            rig.component.setMaxTasksInFlight(5);
        }
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:consumers?concurrentConsumers=2").to("pika:generate").to("pika:feed");
                from("seda:threads").threads(1, 1).to("pika:generate").to("pika:feed");
                from("seda:throttled?concurrentConsumers=2").throttle(10).timePeriodMillis(100).to("pika:generate").to("pika:feed");
                from("seda:concurrent?concurrentConsumers=10").throttle(5).concurrentRequestsMode().to("pika:generate").to("pika:feed");
                from("seda:queued?concurrentConsumers=2").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&concurrentConsumers=2").to("log:done?level=DEBUG");
                from("seda:limited?concurrentConsumers=2").to("pika:generate").to("pika:feed");
            }
        }).start();
        for (int i = 0; i < JOBS; i++) {
            rig.template.sendBody(uri, "job " + i);
        }
        await().until(() -> rig.simulator.tasks().size() == inFlight);
        await().during(Duration.ofMillis(500)).until(() -> rig.simulator.tasks().size() == inFlight);
    }
}
