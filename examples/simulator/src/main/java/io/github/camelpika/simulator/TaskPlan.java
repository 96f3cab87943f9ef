package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A task's whole life, fixed when it is accepted: where it stands follows from its age alone, so a virtual clock needs
 * no thread to move it.
 *
 * @param fault       what was decided for the task, or null for a task that succeeds
 * @param startWithin a task that still queues at this age fails; null for one that is never given up
 */
public record TaskPlan(Duration queued, Duration running, Fault fault, Duration startWithin) {

    /** Never given up while it queues. */
    public TaskPlan(Duration queued, Duration running, Fault fault) {
        this(queued, running, fault, null);
    }

    // One instant in which a gateway already knows the task but has no video for it yet.
    private static final int SHARE_OF_QUEUE_WITHOUT_VIDEO = 10;

    TaskState stateAt(Duration age) {
        if (fault == Fault.TASK_UNKNOWN_STATE) {
            return TaskState.UNKNOWN;
        }
        if (isGivenUpAt(age)) {
            return TaskState.FAILED;
        }
        if (fault == Fault.TASK_STUCK || age.compareTo(queued) < 0) {
            return TaskState.QUEUED;
        }
        if (fault == Fault.TASK_NEVER_FINISHES || age.compareTo(completion()) < 0) {
            return TaskState.RUNNING;
        }
        return endState();
    }

    /** The ages at which the state changes, each once: a task may take no time at all. */
    List<Duration> changes() {
        List<Duration> changes = new ArrayList<>();
        if (isGivenUp()) {
            changes.add(startWithin);
        } else if (fault != Fault.TASK_STUCK && fault != Fault.TASK_UNKNOWN_STATE) {
            changes.add(queued);
            if (fault != Fault.TASK_NEVER_FINISHES) {
                changes.add(completion());
            }
        }
        return changes.stream().distinct().toList();
    }

    /** The age at which the task ends; empty for one that never does. */
    Optional<Duration> end() {
        List<Duration> changes = changes();
        return changes.isEmpty() || !stateAt(changes.get(changes.size() - 1)).isEnd()
                ? Optional.empty()
                : Optional.of(changes.get(changes.size() - 1));
    }

    boolean isGivenUpAt(Duration age) {
        return isGivenUp() && age.compareTo(startWithin) >= 0;
    }

    /** 0 to 100; 100 only at the end. */
    int progressAt(Duration age) {
        TaskState state = stateAt(age);
        if (state.isEnd()) {
            return 100;
        }
        if (state != TaskState.RUNNING) {
            return 0;
        }
        double share = (double) age.minus(queued).toNanos() / Math.max(1, running.toNanos());
        return (int) Math.max(1, Math.min(99, Math.floor(share * 100)));
    }

    boolean hasNoVideoYetAt(Duration age) {
        return age.multipliedBy(SHARE_OF_QUEUE_WITHOUT_VIDEO).compareTo(queued) < 0;
    }

    private boolean isGivenUp() {
        return startWithin != null && fault != Fault.TASK_UNKNOWN_STATE
                && (fault == Fault.TASK_STUCK || queued.compareTo(startWithin) > 0);
    }

    private TaskState endState() {
        if (fault != null && fault.isFailure()) {
            return TaskState.FAILED;
        }
        return fault == Fault.TASK_CANCELLED ? TaskState.CANCELLED : TaskState.SUCCEEDED;
    }

    private Duration completion() {
        return fault == Fault.TASK_CANCELLED ? queued.plus(running.dividedBy(2)) : queued.plus(running);
    }
}
