package io.github.camelpika.gateway;

import java.util.Locale;

/**
 * What a gateway says that is asked to cancel a task.
 */
public enum Cancellation {

    /** It will try. The task may still finish. */
    REQUESTED,
    /** The task has ended already. */
    TOO_LATE,
    /** It knows no such task. */
    NOT_FOUND;

    /**
     * As the header has it.
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
