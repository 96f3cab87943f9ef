package io.github.camelpika.track;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.WaitEnd;

/**
 * What the end of a wait makes of a task of a queue.
 */
final class TaskEnd {

    /** After a key was refused, the task is looked at again so much later. */
    static final Duration KEY_PAUSE = Duration.ofMinutes(1);

    private TaskEnd() {
    }

    /**
     * What it makes of the task as it was last seen; empty if that is to be found out later.
     */
    static Optional<UnaryOperator<VideoTask>> of(WaitEnd end, Duration age, Duration waitTimeout) {
        if (end instanceof WaitEnd.Answered answered) {
            return Optional.of(seen -> answered.task());
        }
        if (end instanceof WaitEnd.TimedOut timedOut) {
            return Optional.of(timedOut(timedOut.reason()));
        }
        if (end instanceof WaitEnd.Failed failed) {
            GatewayError error = failed.error();
            boolean keyRefused = error.status() == 401 || error.status() == 402 || error.status() == 403;
            // a key may be changed or paid for while tasks wait, and one that is refused is no end of theirs
            return keyRefused && age.compareTo(waitTimeout) < 0
                    ? Optional.empty()
                    : Optional.of(timedOut("the gateway can't be asked any more: " + error.describe()));
        }
        return Optional.empty();
    }

    static UnaryOperator<VideoTask> withoutKey(Origin origin) {
        return timedOut("no consumer of the queue has the key for " + origin.gateway() + " at " + origin.baseUri());
    }

    private static UnaryOperator<VideoTask> timedOut(String reason) {
        return seen -> seen.ended(TaskState.TIMED_OUT, reason);
    }
}
