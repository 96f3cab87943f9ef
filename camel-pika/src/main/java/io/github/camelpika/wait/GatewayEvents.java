package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.Throttle.Lane;

/**
 * Told what goes on between this side and a gateway, for whoever counts it. Called on threads that others need, and under
 * locks: it hands over and returns, and throws nothing.
 */
public interface GatewayEvents {

    GatewayEvents NONE = new GatewayEvents() { };

    /**
     * What became of a job, after all tries.
     */
    default void submitted(Submission submission) {
    }

    /**
     * A task was asked after once.
     */
    default void polled(Answer answer) {
    }

    /**
     * A call is made.
     *
     * @param waited for how long it stood at the door, for the sake of the rate limit
     */
    default void letThrough(Lane lane, Duration waited) {
    }

    /**
     * The gateway asked everybody to slow down.
     */
    default void slowedDown(Lane lane) {
    }

    /**
     * The gateway doesn't answer any more, as far as several calls tell. Told once until it answers again.
     *
     * @param trouble what it does instead, for a person
     * @param waiting how many waits of this process are for tasks of it
     */
    default void stoppedAnswering(String trouble, int waiting) {
    }

    /**
     * The gateway answers again.
     *
     * @param after for how long it didn't
     */
    default void answersAgain(Duration after) {
    }

    /**
     * State or progress of a task that is waited for is not what it was.
     */
    default void changed(VideoTask task) {
    }

    /**
     * A task was seen to have ended; it may be seen so more than once.
     *
     * @param age      how long ago it was accepted, or null if that isn't known
     * @param duration how long it took and how well that is known, or null if it isn't
     * @param costKept whether whoever asked notes what it cost together with its end
     */
    default void ended(VideoTask task, Duration age, SeenDuration duration, boolean costKept) {
    }

    /**
     * A task was waited for in vain. It may still finish.
     *
     * @param age    how long ago it was accepted, or else how long it was waited for
     * @param reason which limit it was, for a person
     */
    default void timedOut(String taskId, VideoTask last, Duration age, String reason) {
    }
}
