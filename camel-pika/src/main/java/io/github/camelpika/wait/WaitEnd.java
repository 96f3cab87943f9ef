package io.github.camelpika.wait;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.VideoTask;

/**
 * How a wait ended.
 */
public sealed interface WaitEnd {

    /**
     * The task has ended at the gateway; or, where one answer was enough, this is the answer.
     */
    record Answered(VideoTask task) implements WaitEnd {
    }

    /**
     * The wait took too long. The task may still finish.
     *
     * @param reason which limit it was, for a person
     */
    record TimedOut(String reason) implements WaitEnd {
    }

    /**
     * Asking again makes no sense, by what the gateway answered.
     */
    record Failed(GatewayError error) implements WaitEnd {
    }

    /**
     * This side stopped. The task goes on at the gateway.
     */
    record Stopped() implements WaitEnd {
    }
}
