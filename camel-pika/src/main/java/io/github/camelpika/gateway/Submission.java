package io.github.camelpika.gateway;

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
     * The gateway may or may not have it: posting again may be paid twice.
     */
    record Unknown(GatewayError error) implements Submission {
    }

    /**
     * It was not posted, because what comes before that said no, or failed.
     *
     * @param failure null if it said no
     */
    record Withheld(Throwable failure) implements Submission {
    }
}
