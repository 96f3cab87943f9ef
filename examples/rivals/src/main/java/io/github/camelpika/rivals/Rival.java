package io.github.camelpika.rivals;

import java.util.List;

/**
 * One way to do the job: POST it to the gateway, ask until it is done, hand it over. It runs in a process that may be
 * killed at any moment, beside another one on the same database.
 */
interface Rival {

    /**
     * Returns when none of these jobs would be lost with this process. A key that was submitted before is no other job.
     *
     * @throws UnknownSubmissionException where that can't be promised without a POST that may be a second one
     */
    void submit(List<String> keys) throws Exception;

    /** Makes one, which works from then on. */
    @FunctionalInterface
    interface Maker {
        Rival make(Work work) throws Exception;
    }
}
