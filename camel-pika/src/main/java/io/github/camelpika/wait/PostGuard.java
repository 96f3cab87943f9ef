package io.github.camelpika.wait;

/**
 * Knows of each POST of a job before it is made, on the worker that makes it. May block.
 */
@FunctionalInterface
public interface PostGuard {

    /**
     * Whether the job may be posted now. If not, or if this throws, nothing is.
     */
    boolean mayPost();

    /**
     * With whom the job stands in line at the gateway's door, where these groups take turns: those of the same queue, or
     * else all that are for none.
     */
    default Object group() {
        return Throttle.INLINE;
    }

    /**
     * The POST was provably refused, and so was each one before, and the job stands at the door until it is posted once
     * more, after {@link #mayPost()}. Throws nothing.
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
