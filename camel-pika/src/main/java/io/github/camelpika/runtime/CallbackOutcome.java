package io.github.camelpika.runtime;

/**
 * What becomes of a callback whose address is one of ours.
 */
public enum CallbackOutcome {
    /** The gateway is asked after its task. */
    TAKEN,
    /** Nobody waits for its task here, or it names none. */
    DROPPED,
    /** Its gateway signs callbacks, and has not signed this one. */
    REFUSED,
    /** The keys that tell can't be fetched at the moment, so it is to come again. */
    POSTPONED
}
