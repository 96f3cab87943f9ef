package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;

/**
 * What became of a create call.
 */
public sealed interface Submission {

    /**
     * The gateway has the job.
     */
    record Accepted(String taskId) implements Submission {
    }

    /**
     * The gateway provably doesn't have it, so it costs nothing; where the error is retryable, it may be posted again.
     */
    record Refused(GatewayError error) implements Submission {
    }

    /**
     * The gateway may or may not have it: posting again may be paid for twice.
     *
     * @param taskId   the id that stands in the answer all the same, so that a person can look it up; else null
     * @param leftOpen whether whoever takes the job over may still find out, by posting the same call under its key
     */
    record Unknown(GatewayError error, String taskId, boolean leftOpen) implements Submission {

        public Unknown(GatewayError error) {
            this(error, null);
        }

        public Unknown(GatewayError error, String taskId) {
            this(error, taskId, false);
        }

        /**
         * What happened, in one line, with the id.
         */
        public String describe() {
            return taskId == null ? error.describe() : error.describe() + "; the answer names the task " + taskId;
        }
    }

    /**
     * It was not posted, because what comes before that said no, or failed.
     *
     * @param failure null if it said no
     */
    record Withheld(Throwable failure) implements Submission {
    }
}
