package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskEventsTest {

    private final PikaRig rig = new PikaRig();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private boolean fails;

    private final class Notifier extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof PikaTaskEvent task) {
                assertThat(task.getContext()).isSameAs(rig.context);
                told.add(task.getWhat() + " " + task.getTask().state());
                if (fails) {
                    throw new IllegalStateException("a bug of the notifier's");
                }
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        rig.context.getManagementStrategy().addEventNotifier(new Notifier());
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed?waitTimeout=5m");
                from("direct:queue").to("pika:generate?queue=q");
                from("pika:feed?queue=q").to("mock:out");
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void notifiersAreToldOfSubmissionChangesAndTheEnd() {
        rig.finish(rig.send("direct:in", "a cat"));
        assertThat(told).containsExactly("SUBMITTED QUEUED", "CHANGED QUEUED", "CHANGED RUNNING", "CHANGED SUCCEEDED",
                "FINISHED SUCCEEDED");
    }

    @Test
    void alsoOfTasksInAQueue() {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofMinutes(5));
        assertThat(told).containsExactly("SUBMITTED QUEUED", "CHANGED QUEUED", "CHANGED RUNNING", "CHANGED SUCCEEDED",
                "FINISHED SUCCEEDED");
    }

    @Test
    void aTaskThatIsAskedAfterAgainHasFinishedOnce() {
        String taskId = rig.finish(rig.send("direct:in", "a cat")).getMessage().getHeader("CamelPikaTaskId", String.class);
        told.clear();
        rig.finish(rig.send("pika:feed?wait=false&taskId=" + taskId, null));
        rig.finish(rig.send("pika:feed?taskId=" + taskId, null));
        assertThat(told).containsExactly("CHANGED SUCCEEDED");
    }

    @Test
    void aNotifierThatFailsDoesNoHarm() {
        fails = true;
        assertThat(rig.finish(rig.send("direct:in", "a cat")).getException()).isNull();
        assertThat(told).hasSize(5);
    }

    @Test
    void listenersOfTheComponentsOwnAreNotToldWhatIsNotForThem() {
        int before = PrintedOutput.length();
        rig.finish(rig.send("direct:in", "a cat"));
        assertThat(told).hasSize(5);
        assertThat(PrintedOutput.since(before, 100_000)).doesNotContain("The event notifier");
    }

    @Test
    void aLostAnswerAndAWaitInVainAreToldToo() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:in", "a cat"));
        assertThat(told).containsExactly("SUBMITTED UNKNOWN");
    }
}
