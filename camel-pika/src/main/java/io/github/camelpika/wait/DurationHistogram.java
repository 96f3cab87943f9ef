package io.github.camelpika.wait;

import java.util.Arrays;

/**
 * How often tasks took how long, in bins of {@link LogScale}, where what is long ago counts less. Immutable.
 */
final class DurationHistogram {

    static final DurationHistogram EMPTY = new DurationHistogram(new double[LogScale.BINS]);

    /**
     * A sample has lost two thirds of its weight after so many others. More would tell tails and humps more sharply, less
     * would follow a gateway's day more closely; between 150 and 300 the simulation finds no difference worth having.
     */
    private static final double MEMORY = 200;

    private final double[] weights;
    private final double total;

    DurationHistogram(double[] weights) {
        this.weights = weights;
        this.total = Arrays.stream(weights).sum();
    }

    /**
     * With one sample more.
     *
     * @param weight what the sample counts, 0 to 1
     * @param shares where it is, bin by bin, 1 in all
     */
    DurationHistogram with(double weight, double[] shares) {
        double kept = Math.pow(1 - 1 / MEMORY, weight);
        double[] next = new double[weights.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = weights[i] * kept + weight * shares[i];
        }
        return new DurationHistogram(next);
    }

    /**
     * How many samples there are, by weight.
     */
    double total() {
        return total;
    }

    double weight(int bin) {
        return weights[bin];
    }

    double[] spread(SmoothingKernel kernel) {
        return kernel.spread(weights);
    }

    /**
     * Where the given share of the samples lies below, in bins and parts of a bin.
     */
    double quantile(double share) {
        double left = share * total;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && left <= weights[i]) {
                return i + left / weights[i];
            }
            left -= weights[i];
        }
        return weights.length;
    }
}
