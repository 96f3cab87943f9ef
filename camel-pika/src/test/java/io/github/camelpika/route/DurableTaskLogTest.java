package io.github.camelpika.route;

import java.time.Duration;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.TaskLines;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.QuickTracker;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TestDatabases;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two nodes with one database tell each thing once. In real time, as db-scheduler brings threads of its own. */
class DurableTaskLogTest {

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.cometapi.com");

    private final PikaRig one = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final PikaRig two = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final TaskLines lines = new TaskLines();

    @BeforeEach
    void start() throws Exception {
        var database = TestDatabases.H2.fresh();
        for (PikaRig rig : new PikaRig[] { one, two }) {
            rig.component.setTaskTracker(QuickTracker.of(database));
            rig.component.getConfiguration().setBaseUri(one.simulator.baseUri("cometapi").toString());
            rig.component.getConfiguration().setApiKey(one.simulator.apiKey());
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").routeId("films").to("pika:generate?queue=ads");
                    from("pika:feed?queue=ads&pollInterval=300ms").to("mock:out");
                }
            }).start();
        }
    }

    @AfterEach
    void close() throws Exception {
        lines.close();
        one.close();
        two.close();
    }

    private long delivered() {
        return one.context.getEndpoint("mock:out", MockEndpoint.class).getReceivedCounter()
               + two.context.getEndpoint("mock:out", MockEndpoint.class).getReceivedCounter();
    }

    @Test
    void aTaskHasOneLineForItsAcceptanceAndOneForItsEnd() {
        one.send("direct:in", "a cat").join();
        await().atMost(Duration.ofSeconds(40)).until(() -> delivered() == 1);
        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(0)).contains("accepted task");
        assertThat(lines.all().get(1)).contains("ended as SUCCEEDED after ");
    }

    @Test
    void aSubmissionOfAProcessThatDiedIsOneWarning() {
        TrackedTask intent = TrackedTask.intent("s1", Claim.of("somebody who died"), "ads", ORIGIN,
                SubmittedMessage.NOTHING);
        one.component.services().tracker().intend(intent.asking("a cat"));
        await().atMost(Duration.ofSeconds(40)).until(() -> delivered() == 1);
        assertThat(lines.all()).singleElement().asString().startsWith("WARN It is not known whether cometapi accepted submission s1"
                                                                      + " (queue ads, prompt 'a cat')").contains("may have died");
    }
}
