package io.github.camelpika.benchmark;

import java.util.random.RandomGenerator;

/**
 * A distribution of durations, in seconds.
 */
interface Truth {

    double draw(RandomGenerator random);

    /**
     * How likely a task takes longer.
     */
    double survival(double seconds);

    static Truth logNormal(double median, double sigma) {
        return new Truth() {
            @Override
            public double draw(RandomGenerator random) {
                return median * Math.exp(sigma * random.nextGaussian());
            }

            @Override
            public double survival(double seconds) {
                return seconds <= 0 ? 1 : Normal.beyond(Math.log(seconds / median) / sigma);
            }
        };
    }

    /**
     * Pareto's distribution, cut off at a longest duration.
     */
    static Truth pareto(double shortest, double alpha, double longest) {
        double cut = Math.pow(shortest / longest, alpha);
        return new Truth() {
            @Override
            public double draw(RandomGenerator random) {
                return shortest * Math.pow(cut + (1 - cut) * random.nextDouble(), -1 / alpha);
            }

            @Override
            public double survival(double seconds) {
                double beyond = (Math.pow(shortest / Math.max(shortest, seconds), alpha) - cut) / (1 - cut);
                return Math.max(0, beyond);
            }
        };
    }

    /**
     * This one for a share of the tasks, and another for the rest.
     */
    default Truth mixedWith(Truth other, double share) {
        return new Truth() {
            @Override
            public double draw(RandomGenerator random) {
                return random.nextDouble() < share ? Truth.this.draw(random) : other.draw(random);
            }

            @Override
            public double survival(double seconds) {
                return share * Truth.this.survival(seconds) + (1 - share) * other.survival(seconds);
            }
        };
    }
}
