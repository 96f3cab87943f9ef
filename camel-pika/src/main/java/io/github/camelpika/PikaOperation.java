package io.github.camelpika;

/**
 * What an endpoint does: the path of its URI.
 */
public enum PikaOperation {

    /** Submits a job to the gateway. */
    generate,
    /** Waits for a job. */
    feed,
    /** Fetches the file of a finished job. */
    download,
    /** Asks what a job would cost. */
    quote,
    /** Asks the gateway to stop a job. */
    cancel,
    /** Reports what tasks cost. */
    cost,
    /** Shows in a browser what is on its way. */
    board
}
