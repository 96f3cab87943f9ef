package io.github.camelpika.wait;

/**
 * So many calls a second and no more, in any second that one looks at. Times are the timer's nanoseconds.
 */
final class SlidingWindow {

    private final long length;
    /** When the last calls were let through; the oldest of them stands at {@code next}. */
    private final long[] passed;
    private int next;
    private long count;

    /**
     * @param perSecond above 0; 0.5 is one every two seconds
     */
    SlidingWindow(double perSecond) {
        this.passed = new long[(int) Math.ceil(perSecond)];
        this.length = (long) (passed.length / perSecond * 1e9);
    }

    /**
     * How long from now until a call may pass; 0 or less if one may now.
     */
    long nanosUntilFree(long now) {
        return count < passed.length ? 0 : passed[next] + length - now;
    }

    /**
     * One call more was made without asking: those that come have to wait for it, as if it had waited itself.
     */
    void passed(long now) {
        pass(now + Math.max(0, nanosUntilFree(now)));
    }

    void pass(long now) {
        passed[next] = now;
        next = (next + 1) % passed.length;
        count++;
    }

    /**
     * How long so many calls take, one after the other.
     */
    long nanosFor(double calls) {
        return (long) (calls / passed.length * length);
    }
}
