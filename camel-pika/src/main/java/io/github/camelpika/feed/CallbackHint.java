package io.github.camelpika.feed;

import java.time.Duration;
import java.util.Optional;

import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.runtime.CallbackOutcome;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the gateway asked after the task that a callback names. Nothing else of a callback is believed.
 */
final class CallbackHint {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackHint.class);

    /** A gateway that calls back about a task knows it; the next callback may tell more. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(2);

    private final ComponentServices services;
    private final FeedQueueHandler handler;
    private final AskLimit limit = new AskLimit();

    CallbackHint(ComponentServices services, FeedQueueHandler handler) {
        this.services = services;
        this.handler = handler;
    }

    /**
     * @param submission that the callback's address names
     * @param tracked    the same as the tracker knows it, if it does
     * @param taskId     that the callback names, if it does
     * @param signed     whether its gateway has signed it
     */
    CallbackOutcome take(String submission, Optional<TrackedTask> tracked, Optional<String> taskId, boolean signed) {
        boolean known = taskId.filter(TaskIds::isSane).filter(id -> isKnown(submission, tracked, id, signed)).isPresent();
        if (!known) {
            LOG.debug("A callback about task {} was dropped, as nobody waits for it here", taskId.orElse("without an id"));
        }
        return known ? CallbackOutcome.TAKEN : CallbackOutcome.DROPPED;
    }

    private boolean isKnown(String submission, Optional<TrackedTask> tracked, String taskId, boolean signed) {
        TaskTracker tracker = services.tracker();
        Waiter waiter = services.runtime().waiter();
        String expected = tracked.map(task -> task.task().taskId()).orElse(null);
        if (expected != null) {
            // the signature is the submission's, so it wakes that one's task and no other
            return expected.equals(taskId) && (tracker.askNow(submission) || waiter.askNow(taskId));
        }
        return waiter.askNow(taskId) || tracked.isPresent() && ask(tracked.get(), taskId, signed);
    }

    /**
     * The callback of a submission whose fate is not known tells the id of its task. The gateway is asked whether there
     * is one; if there is, and it is the same job, it becomes a task like any other.
     */
    private boolean ask(TrackedTask unknown, String taskId, boolean signed) {
        Optional<WaitPolicy> policy = handler.policy(unknown);
        if (policy.isEmpty() || !limit.mayAsk(unknown.id(), services.runtime().timer().nanos())) {
            return false;
        }
        services.runtime().waiter().start(taskId,
                new WaitPolicy(policy.get().access(), policy.get().schedule(), ASKED_FOR, ASKED_FOR, ASKED_FOR, false),
                Duration.ZERO, true, new LostTask(unknown, signed, services.tracker(), services.runtime().storage()));
        return true;
    }
}
