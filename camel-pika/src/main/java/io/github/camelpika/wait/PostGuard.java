package io.github.camelpika.wait;

import io.github.camelpika.gateway.Submission;

/**
 * Knows of each POST of a job before it is made. May block, unless it says that it doesn't.
 */
@FunctionalInterface
public interface PostGuard {

    /**
     * Whether what it is asked may take as long as a database takes. A job whose guard never does waits for no database that
     * hangs, and is asked on whichever thread that is.
     */
    default boolean mayBlock() {
        return true;
    }

    /**
     * Whether there is a place for one more task, asked before {@link #mayPost()}. If not, the job stands at the door until
     * there is one. If this throws, nothing is posted.
     */
    default boolean hasPlace() {
        return true;
    }

    /**
     * Whether the job may be posted soon. If not, or if this throws, nothing is.
     */
    boolean mayPost();

    /**
     * What came of one POST. Returns at once, and throws nothing.
     */
    default void tried(Submission submission) {
        // who keeps nothing of each try has nothing to do
    }

    /**
     * With whom the job stands in line at the gateway's door, where these groups take turns: those of the same queue, or
     * else all that are for none.
     */
    default Object group() {
        return Throttle.INLINE;
    }

    /**
     * The POST was provably refused, or its turn does not come soon, and each one before was refused, and the job stands at
     * the door until it is posted once more, after {@link #mayPost()}. Throws nothing.
     */
    default void refusedForNow() {
        // who keeps nothing between two tries has nothing to do
    }

    /**
     * A POST before this one is in doubt, and the job stands at the door until it is posted once more, after
     * {@link #mayPost()}: that may take as long as the gateway takes no jobs. Throws nothing.
     */
    default void inDoubtForNow() {
        // the same
    }
}
