package io.github.camelpika.benchmark;

/**
 * The normal distribution.
 */
final class Normal {

    private static final double STEP = 1e-3;
    private static final double END = 9;

    private static final double[] BEYOND = new double[(int) (2 * END / STEP) + 1];

    static {
        for (int i = BEYOND.length - 2; i >= 0; i--) {
            double middle = -END + (i + 0.5) * STEP;
            BEYOND[i] = BEYOND[i + 1] + STEP * Math.exp(-middle * middle / 2) / Math.sqrt(2 * Math.PI);
        }
    }

    private Normal() {
    }

    /**
     * How likely a standard normal number is above this one; by the midpoint rule, to seven digits.
     */
    static double beyond(double x) {
        double at = Math.max(0, Math.min(BEYOND.length - 1.001, (x + END) / STEP));
        int below = (int) at;
        return BEYOND[below] + (at - below) * (BEYOND[below + 1] - BEYOND[below]);
    }
}
