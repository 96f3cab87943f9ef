package io.github.camelpika.wait;

import java.util.Arrays;

/**
 * How long the next task takes, by what is known of those before it: the share of each bin of {@link LogScale}.
 * <p>
 * It is the mean of a Dirichlet process (Ferguson, Annals of Statistics 1, 1973): the samples, and a smooth shape that
 * counts as much as ten of them. The samples bring humps and tails of whatever form; each is spread by a kernel whose
 * width is the one that would have foretold every sample best from the others (Duin, IEEE Transactions on Computers
 * C-25, 1976). The smooth shape is logistic in ln(duration), which has the tails of Student's t with nine degrees of
 * freedom (Mudholkar and George, Biometrika 65, 1978), around median and quartiles, so that outliers don't move it; it
 * rules while there are few samples. And a little is left for any duration at all.
 */
final class DurationForecast {

    private static final double SHAPE_COUNTS = 10;
    private static final double ANYTHING = 0.002;
    /** Of the width that suits a single hump (Silverman, Density Estimation, 1986), for several and sharper ones. */
    private static final double[] WIDTHS = { 1, 0.6, 0.36, 0.2 };
    private static final double NARROWEST = 0.3;
    private static final double QUARTILES_OF_SIGMA = 1.349;

    private final double[] mass = new double[LogScale.BINS];
    private final double[] survival = new double[LogScale.BINS + 1];
    private final double samples;

    DurationForecast(DurationHistogram histogram) {
        samples = histogram.total();
        double[] shape = new double[mass.length];
        double[] spread = new double[mass.length];
        if (samples >= 2) {
            double sigma = (histogram.quantile(0.75) - histogram.quantile(0.25)) / QUARTILES_OF_SIGMA;
            sigma = Math.max(0.5, sigma);
            shape = logistic(histogram.quantile(0.5), sigma * Math.sqrt(1 + 1 / samples));
            spread = bestSpread(histogram, sigma, shape);
        } else {
            Arrays.fill(shape, 1.0 / mass.length);
        }
        for (int i = mass.length - 1; i >= 0; i--) {
            mass[i] = blend(spread[i], shape[i], samples >= 2 ? samples : 0);
            survival[i] = survival[i + 1] + mass[i];
        }
    }

    private static double blend(double spread, double shape, double samples) {
        return (1 - ANYTHING) * (spread + SHAPE_COUNTS * shape) / (samples + SHAPE_COUNTS) + ANYTHING / LogScale.BINS;
    }

    private static double[] logistic(double median, double sigma) {
        double scale = sigma * Math.sqrt(3) / Math.PI;
        double[] mass = new double[LogScale.BINS];
        double before = 0;
        for (int i = 0; i < mass.length; i++) {
            double upTo = i == mass.length - 1 ? 1 : 1 / (1 + Math.exp((median - i - 1) / scale));
            mass[i] = upTo - before;
            before = upTo;
        }
        return mass;
    }

    private static double[] bestSpread(DurationHistogram histogram, double sigma, double[] shape) {
        double silverman = 0.9 * sigma * Math.pow(histogram.total(), -0.2);
        double[] best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (double width : WIDTHS) {
            SmoothingKernel kernel = new SmoothingKernel(Math.max(NARROWEST, width * silverman));
            double[] spread = histogram.spread(kernel);
            double score = score(histogram, spread, kernel.own(), shape);
            if (score > bestScore) {
                bestScore = score;
                best = spread;
            }
        }
        return best;
    }

    /**
     * How well each sample is foretold by the others: the sum of the logarithms.
     */
    private static double score(DurationHistogram histogram, double[] spread, double own, double[] shape) {
        double score = 0;
        for (int i = 0; i < spread.length; i++) {
            double weight = histogram.weight(i);
            if (weight > 0) {
                double others = Math.max(0, spread[i] - Math.min(1, weight) * own);
                score += weight * Math.log(blend(others, shape[i], histogram.total() - 1));
            }
        }
        return score;
    }

    /**
     * How many samples it is made from, by weight.
     */
    double samples() {
        return samples;
    }

    /**
     * How likely a task ends in the bin.
     */
    double mass(int bin) {
        return mass[bin];
    }

    /**
     * How likely a task is not finished where the bin begins.
     */
    double survival(int bin) {
        return survival[bin];
    }

    /**
     * How likely a task ends between two ages, in seconds.
     */
    double between(double from, double to) {
        double sum = 0;
        for (int i = LogScale.bin(from); i <= LogScale.bin(to); i++) {
            sum += mass[i] * LogScale.overlap(i, from, to);
        }
        return sum;
    }

    /**
     * Where a task that ended between two ages, in seconds, is likely to have ended: shares that sum up to 1.
     */
    double[] sharesBetween(double from, double to) {
        double sum = between(from, to);
        double[] shares = new double[mass.length];
        for (int i = LogScale.bin(from); i <= LogScale.bin(to); i++) {
            shares[i] = mass[i] * LogScale.overlap(i, from, to) / sum;
        }
        return shares;
    }

    /**
     * The age, in seconds, by which the given share of tasks has ended.
     */
    double quantile(double share) {
        int bin = 0;
        while (bin < mass.length - 1 && 1 - survival[bin + 1] < share) {
            bin++;
        }
        double part = (share - 1 + survival[bin]) / mass[bin];
        return LogScale.edge(bin) + Math.max(0, Math.min(1, part)) * LogScale.width(bin);
    }
}
