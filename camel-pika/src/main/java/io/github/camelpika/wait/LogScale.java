package io.github.camelpika.wait;

/**
 * Durations in bins of equal width in their logarithm: 4 % of the duration each, from a second to two days. The first bin
 * also holds what is shorter.
 */
final class LogScale {

    static final int BINS = 302;

    private static final double STEP = 0.04;
    private static final double[] EDGES = edges();

    private LogScale() {
    }

    private static double[] edges() {
        double[] edges = new double[BINS + 1];
        for (int i = 1; i <= BINS; i++) {
            edges[i] = Math.exp(STEP * (i - 1));
        }
        return edges;
    }

    static int bin(double seconds) {
        return seconds < 1 ? 0 : Math.min(BINS - 1, 1 + (int) (Math.log(seconds) / STEP));
    }

    /**
     * Where a bin begins, in seconds; {@link #BINS} is where the last one ends.
     */
    static double edge(int bin) {
        return EDGES[bin];
    }

    static double width(int bin) {
        return EDGES[bin + 1] - EDGES[bin];
    }

    /**
     * The share of a bin that lies between two durations, 0 to 1.
     */
    static double overlap(int bin, double from, double to) {
        return Math.max(0, (Math.min(to, EDGES[bin + 1]) - Math.max(from, EDGES[bin])) / width(bin));
    }
}
