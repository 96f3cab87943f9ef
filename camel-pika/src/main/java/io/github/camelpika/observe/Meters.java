package io.github.camelpika.observe;

import java.time.Duration;

/**
 * Where what happens is counted and measured. Called often, on threads that others need: it returns at once.
 */
public interface Meters {

    /**
     * @param gateway null for what has nothing to do with one
     * @param detail  the value of {@link Counted#detail()}, or null
     */
    void count(Counted what, String gateway, String detail, long more);

    /**
     * @param detail the value of {@link Timed#detail()}, or null
     */
    void time(Timed what, String gateway, String detail, Duration duration);
}
