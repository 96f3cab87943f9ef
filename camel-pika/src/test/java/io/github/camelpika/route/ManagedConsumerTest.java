package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ManagedConsumerTest {

    @Test
    void theConsumerShowsItsQueueAndTakesOrders() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate?queue=ads");
                    from("pika:feed?queue=ads&maxDeliveries=1").routeId("taker").process(e -> {
                        throw new IllegalStateException("a bug of the route's");
                    });
                }
            }).start();
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName consumer = server.queryNames(new ObjectName("org.apache.camel:type=consumers,context=" + rig.context.getName() + ",*"), null).stream()
                    .filter(name -> name.toString().contains("PikaFeedConsumer")).findFirst().orElseThrow();

            rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);
            rig.send("direct:in", "never");
            rig.send("direct:in", "fails");
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                rig.advance(Duration.ofSeconds(1));
                return Long.valueOf(1).equals(server.getAttribute(consumer, "Dead"));
            });
            assertThat(server.getAttribute(consumer, "Queue")).isEqualTo("ads");
            assertThat(server.getAttribute(consumer, "Waiting")).isEqualTo(1L);
            assertThat(server.getAttribute(consumer, "Delivering")).isEqualTo(0L);
            assertThat(server.getAttribute(consumer, "LastError").toString()).contains("a bug of the route's");
            assertThat((Long) server.getAttribute(consumer, "Polls")).isPositive();

            String waiting = rig.component.services().tracker().list("ads", 10).get(0).id();
            String dead = rig.component.services().tracker().list("ads", 10).get(1).id();
            String[] id = { String.class.getName() };
            long before = rig.simulator.requests().size();
            assertThat(server.invoke(consumer, "askNow", new Object[] { waiting }, id)).isEqualTo(true);
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.simulator.requests().size()).isEqualTo(before + 1);
            assertThat(server.invoke(consumer, "sendAgain", new Object[] { dead }, id)).isEqualTo(true);
            await().until(() -> Long.valueOf(1).equals(server.getAttribute(consumer, "Dead")));
            assertThat(server.invoke(consumer, "forget", new Object[] { dead }, id)).isEqualTo(true);
            assertThat(server.invoke(consumer, "forget", new Object[] { waiting }, id)).isEqualTo(true);
            assertThat(server.invoke(consumer, "askNow", new Object[] { waiting }, id)).isEqualTo(false);
            assertThat(rig.component.services().tracker().list("ads", 10)).isEmpty();
        }
    }
}
