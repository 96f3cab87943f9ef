package io.github.camelpika.wait;

/**
 * Spreads each sample over its neighbourhood, in the shape of a bell.
 */
final class SmoothingKernel {

    private static final int REACH = 4;

    private final double[] shares;

    /**
     * @param bandwidth the bell's standard deviation, in bins of {@link LogScale}
     */
    SmoothingKernel(double bandwidth) {
        shares = new double[(int) Math.ceil(REACH * bandwidth) + 1];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(-0.5 * i * i / (bandwidth * bandwidth));
            sum += i == 0 ? shares[i] : 2 * shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
    }

    /**
     * The share of a sample that stays in its own bin.
     */
    double own() {
        return shares[0];
    }

    /**
     * What would lie beyond an end of the scale is put at that end.
     */
    double[] spread(double[] weights) {
        int last = weights.length - 1;
        double[] spread = new double[weights.length];
        for (int i = 0; i <= last; i++) {
            if (weights[i] > 0) {
                for (int k = 1 - shares.length; k < shares.length; k++) {
                    spread[Math.max(0, Math.min(last, i + k))] += weights[i] * shares[Math.abs(k)];
                }
            }
        }
        return spread;
    }
}
