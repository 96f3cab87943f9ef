package io.github.camelpika.wait;

import io.github.camelpika.gateway.Answer;

/**
 * Who asks after a task, once.
 */
interface Asker {

    /**
     * Asked when the turn comes, and perhaps before; if it says no, nothing happens any more. Called under a lock.
     */
    boolean isWanted();

    /**
     * With whom it stands in line at the gateway's door.
     */
    Object group();

    /**
     * The question is sent now.
     */
    void sending();

    /**
     * What came of it, on a worker.
     */
    void answered(Answer answer);
}
