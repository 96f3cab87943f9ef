package io.github.camelpika.wait;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * When to poll, by the age of a task, as worked out from one forecast.
 * <p>
 * Of a task with density f and survival S of its duration, polls with density r (per second, at each age) are the integral
 * of S r, and the time until an end is noticed is the integral of f / 2r on average. Among all schedules with as many
 * polls that time is shortest where r is proportional to the square root of the hazard f / S (Keller, Management Science
 * 21, 1974, "Optimum checking schedules for systems subject to random failure"). The factor is found by bisection, within
 * the bounds of the {@link PollBudget}, so that the polls, or the delay, are those of the fixed interval.
 */
final class PollTable {

    /** Until so few tasks have ended, no poll is spent that the bounds don't ask for. */
    private static final double HARDLY_ANY = 0.005;
    /** The longest interval, where only so few end in all, can't make one in a hundred late. */
    private static final double FEW = 0.01;
    /** Of the logarithm of a factor between a millionth and a million. */
    private static final int HALVINGS = 30;
    /** A gateway may get twice as fast from one task to the next, without its ends noticed late. */
    private static final double FASTER = 0.5;

    private final PollBudget budget;
    private final double firstPoll;
    /** How many polls are due until the beginning of a bin. */
    private final double[] due = new double[LogScale.BINS + 1];

    PollTable(DurationForecast forecast, PollBudget budget) {
        this.budget = budget;
        this.firstPoll = FASTER * forecast.quantile(HARDLY_ANY);
        double[] densities = new Densities(forecast).best();
        for (int i = 0; i < densities.length; i++) {
            due[i + 1] = due[i] + densities[i] * LogScale.width(i);
        }
    }

    /**
     * The age, in seconds, to ask for the first time.
     */
    double firstPoll() {
        return firstPoll;
    }

    /**
     * How many seconds after one poll the next one is due.
     *
     * @param age of the task, in seconds
     */
    double interval(double age) {
        if (age >= LogScale.edge(LogScale.BINS)) {
            return budget.seconds();
        }
        int bin = LogScale.bin(age);
        double part = (age - LogScale.edge(bin)) / LogScale.width(bin);
        double next = due[bin] + part * (due[bin + 1] - due[bin]) + 1;
        if (next >= due[LogScale.BINS]) {
            return budget.seconds();
        }
        int found = Arrays.binarySearch(due, next);
        int at = found < 0 ? -found - 2 : found;
        double then = LogScale.edge(at) + (next - due[at]) / (due[at + 1] - due[at]) * LogScale.width(at);
        return Math.max(budget.shortest(), Math.min(budget.longest(), then - age));
    }

    /** The densities of polls, bin by bin, while the right factor is looked for. */
    private final class Densities {

        private final DurationForecast forecast;
        /** How long a task is under way in the bin on average, in seconds. */
        private final double[] alive = new double[LogScale.BINS];
        /** The share of the bin that lies after the first poll. */
        private final double[] asked = new double[LogScale.BINS];
        private final double[] rootOfHazard = new double[LogScale.BINS];
        private final double[] lowest = new double[LogScale.BINS];
        private final double[] highest = new double[LogScale.BINS];
        /** Beyond what was seen the budget is the fixed one, as no more can be said of the next task than that. */
        private final int seen;

        Densities(DurationForecast forecast) {
            this.forecast = forecast;
            int bins = 0;
            for (int i = 0; i < alive.length; i++) {
                double begin = forecast.survival(i);
                double end = forecast.survival(i + 1);
                alive[i] = (begin + end) / 2 * LogScale.width(i);
                asked[i] = LogScale.overlap(i, firstPoll, Double.MAX_VALUE);
                rootOfHazard[i] = Math.sqrt(forecast.mass(i) / alive[i]);
                bins = begin > 1 / (forecast.samples() + 1) ? i + 1 : bins;
            }
            seen = bins;
            Arrays.fill(lowest, 0, seen, 1 / budget.longestWhereTasksEnd());
            Arrays.fill(lowest, seen, lowest.length, 1 / budget.seconds());
            Arrays.fill(highest, 0, seen, 1 / budget.shortest());
            Arrays.fill(highest, seen, lowest.length, 1 / budget.seconds());
            leaveAloneWhereFewEnd();
            for (int i = 0; 1 - forecast.survival(i) < HARDLY_ANY; i++) {
                highest[i] = lowest[i];
            }
        }

        private void leaveAloneWhereFewEnd() {
            int[] byHazard = IntStream.range(0, seen).boxed()
                    .sorted(Comparator.comparingDouble(bin -> rootOfHazard[bin])).mapToInt(bin -> bin).toArray();
            double ended = 0;
            for (int bin : byHazard) {
                ended += forecast.mass(bin);
                if (ended > FEW) {
                    return;
                }
                lowest[bin] = 1 / budget.longest();
            }
        }

        double[] best() {
            double low = 1e-6;
            double high = 1e6;
            for (int i = 0; i < HALVINGS; i++) {
                double factor = Math.sqrt(low * high);
                if (excess(factor) > 0) {
                    high = factor;
                } else {
                    low = factor;
                }
            }
            double[] best = new double[alive.length];
            for (int i = 0; i < best.length; i++) {
                best[i] = density(i, low);
            }
            return best;
        }

        private double density(int bin, double factor) {
            return Math.max(lowest[bin], Math.min(highest[bin], factor * rootOfHazard[bin]));
        }

        /**
         * How many polls there are too many, or how much delay too little. The first poll counts as one, and half a poll is
         * what a fixed interval takes on top of duration by interval.
         */
        private double excess(double factor) {
            double polls = 0.5;
            double delay = 0;
            for (int i = 0; i < seen; i++) {
                double density = density(i, factor);
                polls += alive[i] * (asked[i] * density - 1 / budget.seconds());
                delay += forecast.mass(i) * (asked[i] / density - budget.seconds()) / 2;
            }
            return budget.aim() == AdaptiveSchedule.Aim.FEWER_POLLS ? -delay : polls;
        }
    }
}
