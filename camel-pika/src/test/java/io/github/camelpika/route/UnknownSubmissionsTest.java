package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.Claim;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Over a real MBean server.
 */
class UnknownSubmissionsTest {

    private static final String ID = Claim.idOf("order-1");

    private final PikaRig rig = new PikaRig().start();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private ObjectName component;

    @BeforeEach
    void lose() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        assertThat(send().getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        component = server.queryNames(new ObjectName("org.apache.camel:type=components,context=" + rig.context.getName()
                                                     + ",name=\"pika\""), null).iterator().next();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private Exchange send() {
        return rig.finish(rig.send("pika:generate?idempotentKey=order-${header.order}", "a cat", Map.of("order", 1)));
    }

    @SuppressWarnings("unchecked")
    private List<String> unknown() throws Exception {
        return (List<String>) server.invoke(component, "unknownSubmissions", new Object[0], new String[0]);
    }

    private Object resolve(String id, String taskId) throws Exception {
        return server.invoke(component, "resolveUnknown", new Object[] { id, taskId },
                new String[] { String.class.getName(), String.class.getName() });
    }

    @Test
    void theyAreListedWithWhatIsKnown() throws Exception {
        assertThat(unknown()).singleElement().asString().contains("id=" + ID, "key=order-1", "queue=-", "gateway=cometapi",
                "since=2026-01-01T00:00:00Z", "prompt=a cat", "reason=");
    }

    @Test
    void oneThatTheGatewayHasBecomesATaskLikeAnyOther() throws Exception {
        String taskId = rig.simulator.tasks().get(0).id();
        assertThat(resolve(ID, " " + taskId)).asString().contains(taskId);
        assertThat(unknown()).isEmpty();
        Exchange again = send();
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeaders()).containsEntry(PikaConstants.TASK_ID, taskId)
                .containsEntry(PikaConstants.REATTACHED, true);
        assertThat(rig.simulator.tasks()).hasSize(1);
    }

    @Test
    void oneThatTheGatewayDoesNotHaveMayBeSubmittedAnew() throws Exception {
        resolve(ID, "  ");
        assertThat(unknown()).isEmpty();
        assertThat(send().getException()).isNull();
        assertThat(rig.simulator.tasks()).hasSize(2);
    }

    /** As by its callback, which comes in that moment. */
    @Test
    void oneThatIsFoundWhileAPersonGivesItUpStaysATask() throws Exception {
        FlakyTracker flaky = new FlakyTracker();
        try (PikaRig own = new PikaRig()) {
            own.component.setTaskTracker(flaky.tracker);
            own.start();
            own.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
            own.finish(own.send("pika:generate?queue=q", "a cat"));
            String id = flaky.tracker.listUnknown(1).get(0).id();
            String taskId = own.simulator.tasks().get(0).id();
            for (String method : List.of("forget", "forgetUnknown")) {
                flaky.onCall(method, () -> flaky.tracker.accepted(id, taskId));
            }
            assertThatThrownBy(() -> own.component.resolveUnknown(id, "")).hasMessageContaining("whose fate is unknown");
            assertThat(flaky.tracker.find(id)).get().extracting(task -> task.task().taskId()).isEqualTo(taskId);
        }
    }

    @Test
    void onlyAnUnknownOneIsResolvedAndOnlyToWhatCanBeATask() throws Exception {
        assertThatThrownBy(() -> resolve("nobody", "t1")).hasStackTraceContaining("no submission nobody whose fate");
        assertThatThrownBy(() -> resolve(ID, "two words")).hasStackTraceContaining("The task id is not valid");
        assertThat(unknown()).hasSize(1);
        resolve(ID, "t1");
        assertThatThrownBy(() -> resolve(ID, "t2")).hasStackTraceContaining("no submission");
        assertThatThrownBy(() -> resolve(ID, "")).hasStackTraceContaining("no submission");
    }
}
