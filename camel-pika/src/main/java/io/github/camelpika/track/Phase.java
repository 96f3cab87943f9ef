package io.github.camelpika.track;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a tracked task is on its way from the submitting route to the one that takes it.
 */
public enum Phase {

    /** Its POST may be on the wire. A job that will be posted, for the first time or once more, isn't there yet. */
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
    DEAD;

    /**
     * Empty for one that a newer version may know.
     */
    static Optional<Phase> named(String name) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(name)).findFirst();
    }
}
