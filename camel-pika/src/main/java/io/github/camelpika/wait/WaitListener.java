package io.github.camelpika.wait;

import io.github.camelpika.model.VideoTask;

/**
 * Told how a wait goes on. Both methods are called on threads that others need: they hand over and return.
 */
public interface WaitListener {

    /**
     * State or progress is not what it was; also for the change that ends the wait, before {@link #ended}.
     */
    void changed(VideoTask task);

    /**
     * The wait is over. Called exactly once, and last.
     */
    void ended(WaitResult result);

    /**
     * With whom it stands in line at the gateway's door, where these groups take turns: those of the same queue, or else
     * all who wait inline.
     */
    default Object group() {
        return Throttle.INLINE;
    }
}
