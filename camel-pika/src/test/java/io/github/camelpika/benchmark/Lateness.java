package io.github.camelpika.benchmark;

import java.util.Arrays;

/**
 * How long after its time each of many things happened.
 */
final class Lateness {

    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1 << 16];
    private int count;

    synchronized void add(long late) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = late;
    }

    synchronized int count() {
        return count;
    }

    /**
     * In milliseconds; 0 if nothing has happened.
     */
    synchronized double quantile(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) (share * (count - 1))] / NANOS_PER_MILLI;
    }
}
