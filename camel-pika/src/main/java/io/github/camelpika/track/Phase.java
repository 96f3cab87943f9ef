package io.github.camelpika.track;

/**
 * How far a tracked task is on its way from the submitting route to the one that takes it.
 */
public enum Phase {

    /** Written down, and perhaps being posted. */
    INTENT,
    /** Accepted by the gateway, and not ended yet, as far as is known. */
    WAITING,
    /** Ended, and waiting for its route, or on it. */
    READY,
    /** Over, and kept for its idempotent key. */
    DONE,
    /** A person has to look: its fate is unknown, and that was delivered or raised. */
    UNKNOWN,
    /** Its route failed as often as it may. */
    DEAD
}
