package io.github.camelpika.benchmark;

import java.util.Random;

/**
 * Tasks that are submitted evenly and asked after at a fixed interval; their durations are log-normal, but cut at three
 * sigma, as nobody wants to wait for the last of many.
 *
 * @param median    of the durations, in seconds
 * @param interval  of the polls, in seconds
 * @param perSecond how many are submitted
 */
record Load(int tasks, double median, double interval, double perSecond) {

    /** As in docs/benchmarks.adoc. */
    static final double SIGMA = 0.25;
    private static final double CUT = 3;

    /**
     * In seconds.
     */
    static double duration(double median, double sigma, Random random) {
        return median * Math.exp(sigma * Math.max(-CUT, Math.min(CUT, random.nextGaussian())));
    }

    double mean() {
        return median * Math.exp(SIGMA * SIGMA / 2);
    }

    /**
     * In all. One interval before each, and half an interval too many on average at the end.
     */
    double polls() {
        return tasks * (mean() / interval + 0.5);
    }

    /**
     * How many tasks are under way when the last one is submitted.
     */
    double inFlight() {
        double end = tasks / perSecond;
        return draw((submitted, duration) -> submitted + duration > end ? 1 : 0).sum;
    }

    /**
     * How many ends are noticed in so many seconds after the last submission.
     */
    double ends(double seconds) {
        double begin = tasks / perSecond;
        Random phase = new Random(2);
        return draw((submitted, duration) -> {
            double noticed = submitted + duration + interval * phase.nextDouble();
            return noticed > begin && noticed <= begin + seconds ? 1 : 0;
        }).sum;
    }

    /**
     * Seconds from the first submission until the last end is noticed.
     */
    double finished() {
        Random phase = new Random(2);
        return draw((submitted, duration) -> submitted + duration + interval * phase.nextDouble()).most;
    }

    private interface Task {
        double value(double submitted, double duration);
    }

    private record Drawn(double sum, double most) {
    }

    private Drawn draw(Task task) {
        Random random = new Random(1);
        double sum = 0;
        double most = 0;
        for (int i = 0; i < tasks; i++) {
            double value = task.value(i / perSecond, duration(median, SIGMA, random));
            sum += value;
            most = Math.max(most, value);
        }
        return new Drawn(sum, most);
    }
}
