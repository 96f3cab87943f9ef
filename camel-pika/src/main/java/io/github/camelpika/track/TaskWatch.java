package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Wait;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;

/**
 * One consumer's eye on one waiting task. Where no consumer has the key for the task's gateway there is nothing to ask,
 * and only the time-out is waited for.
 */
final class TaskWatch implements WaitListener {

    private final MemoryQueue queue;
    private final MemorySubscription by;
    private final TrackedTask task;
    private final Optional<WaitPolicy> policy;
    private Wait wait;
    private Timer.Alarm timeout;
    private boolean stopped;

    TaskWatch(MemoryQueue queue, MemorySubscription by, TrackedTask task, Optional<WaitPolicy> policy) {
        this.queue = queue;
        this.by = by;
        this.task = task;
        this.policy = policy;
    }

    MemorySubscription by() {
        return by;
    }

    boolean canAsk() {
        return policy.isPresent();
    }

    synchronized void start() {
        if (stopped) {
            return;
        }
        Duration already = age();
        if (policy.isPresent()) {
            wait = by.handler().waiter().start(task.task().taskId(), policy.get(), already,
                    !task.isSubmittedElsewhere(), this);
        } else {
            Duration left = by.handler().waitTimeout().minus(already);
            timeout = by.handler().timer().schedule(left, () -> end(TaskEnd.withoutKey(task.origin())));
        }
    }

    private void end(UnaryOperator<VideoTask> change) {
        queue.end(task.id(), change).filter(end -> end.state() == TaskState.TIMED_OUT)
                .ifPresent(end -> by.handler().givenUp(end, age()));
    }

    private Duration age() {
        return Duration.between(task.acceptedAt(), by.handler().timer().now());
    }

    synchronized void stop() {
        stopped = true;
        if (wait != null) {
            wait.stop();
        }
        if (timeout != null) {
            timeout.cancel();
        }
    }

    synchronized boolean askNow() {
        if (wait != null) {
            wait.askNow();
        }
        return wait != null;
    }

    /**
     * In how long the gateway is asked, or null if it isn't.
     */
    synchronized Duration nextPoll() {
        return wait == null ? null : wait.snapshot().nextPoll();
    }

    @Override
    public Object group() {
        return task.queue();
    }

    @Override
    public void changed(VideoTask seen) {
        queue.seen(task.id(), seen);
        if (!seen.state().isEnded()) {
            by.handler().changed(task.with(seen));
        }
    }

    @Override
    public void ended(WaitResult result) {
        by.handler().polled(result.polls());
        if (result.end() instanceof WaitEnd.Stopped) {
            return;
        }
        TaskEnd.of(result.end(), age(), by.handler().waitTimeout()).ifPresentOrElse(this::end,
                () -> by.handler().timer().schedule(TaskEnd.KEY_PAUSE, () -> by.watchAnew(task.id())));
    }
}
