package io.github.camelpika.rivals;

/**
 * Nobody knows whether the gateway has the job.
 */
final class UnknownSubmissionException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownSubmissionException(Exception cause) {
        super(cause);
    }
}
