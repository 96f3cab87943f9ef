package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.GatewayError;
import org.slf4j.MDC;

/**
 * One question after a task, which stands at the door.
 *
 * @param age how long ago the task was accepted
 */
record Query(GatewayAccess access, String taskId, Duration age, Asker asker) implements Throttle.Call {

    /** The header that routes have the task id in, so that their log lines and these can be found together. */
    private static final String MDC_TASK_ID = "CamelPikaTaskId";

    @Override
    public boolean isWanted() {
        return asker.isWanted();
    }

    @Override
    public Object group() {
        return asker.group();
    }

    @Override
    public void run() {
        asker.sending();
        try (MDC.MDCCloseable taskOfLogLines = MDC.putCloseable(MDC_TASK_ID, taskId)) {
            asker.answered(access.ask(taskId, age));
        }
    }

    @Override
    public void dropped() {
        asker.answered(new Answer.Failed(GatewayError.noAnswer("the context is stopping", true)));
    }
}
