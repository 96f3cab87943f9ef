package io.github.camelpika.wait;

import io.github.camelpika.gateway.Cancellation;
import io.github.camelpika.gateway.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a gateway to cancel a task that nobody waits for any more, where it can. Whatever it says, the wait has ended.
 */
public final class LateCancel {

    private static final Logger LOG = LoggerFactory.getLogger(LateCancel.class);

    private LateCancel() {
    }

    /**
     * To be called when a wait has ended: does nothing unless it took too long, and the policy has it cancelled then.
     */
    public static void after(WaitEnd end, WaitPolicy policy, String taskId) {
        GatewayAccess access = policy.access();
        if (end instanceof WaitEnd.TimedOut && policy.cancelOnTimeout() && access.gateway().dialect().cancels()) {
            access.cancel(taskId, reply -> tell(access, taskId, reply));
        }
    }

    private static void tell(GatewayAccess access, String taskId, Reply<Cancellation> reply) {
        if (reply instanceof Reply.Failed<Cancellation> failed) {
            LOG.warn("{} could not be asked to cancel task {}, whose wait timed out: it may still finish, and be paid for: {}",
                    access.gateway().title(), taskId, failed.error().describe());
        } else {
            LOG.info("{} was asked to cancel task {}, whose wait timed out: {}", access.gateway().title(), taskId,
                    ((Reply.Said<Cancellation>) reply).what());
        }
    }
}
