package io.github.camelpika.track;

import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.time.Moment;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PostGuard;

/**
 * Posts a job once more whose owner is gone, with the call that it was posted with: the gateway knows it by its key, so that
 * it is the same job and is paid for once.
 */
final class Repost implements PostGuard {

    private final QueueNode node;
    private final GatewayAccess access;
    private final TrackedTask intent;

    /**
     * @param intent this node's, as it was taken over
     */
    Repost(QueueNode node, GatewayAccess access, TrackedTask intent) {
        this.node = node;
        this.access = access;
        this.intent = intent;
    }

    void start() {
        access.submit(Job.begunBefore(intent.repeat().call()), false, intent.repeat().patience(), this, this::posted);
    }

    @Override
    public Object group() {
        return intent.queue();
    }

    @Override
    public boolean mayPost() {
        return node.store().submitted().renew(intent);
    }

    private void posted(Submission submission) {
        Moment when = Moment.of(node.store().timer());
        if (submission instanceof Submission.Accepted accepted) {
            TaskLog.accepted(intent.origin().gateway(), accepted.taskId(), JobLabel.of(intent));
            node.later().write("that the gateway has accepted task " + accepted.taskId(),
                    () -> node.store().submitted().accepted(intent.id(), accepted.taskId(), when));
        } else if (submission instanceof Submission.Unknown unknown && !unknown.leftOpen()) {
            // perhaps on the timer's thread
            node.later().writeSoon("that the fate of submission " + intent.id() + " is unknown", () -> unknown(unknown));
        }
        // what was withheld is in other hands, and what is left open stays for whoever looks next
    }

    private void unknown(Submission.Unknown unknown) {
        if (node.store().submitted().unknown(intent, unknown.describe(), unknown.taskId())) {
            TaskLog.unknown(intent, unknown.describe());
        }
    }
}
