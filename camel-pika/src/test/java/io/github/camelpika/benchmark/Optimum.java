package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.camelpika.wait.PollSchedule;

/**
 * The best that any schedule can do that knows the distribution itself, and has no bounds: for a price of a poll in
 * seconds of delay, the cheapest ages to poll at, found backwards from the longest duration by dynamic programming.
 *
 * @param polls a task on average
 * @param mean  delay in seconds
 * @param ages  when to poll, in seconds; empty where the distribution changes
 */
record Optimum(double polls, double mean, List<Double> ages) {

    private static final int MOMENTS = 16;
    private static final double STEP = 0.5;
    private static final double NEGLIGIBLE = 2e-5;
    private static final double LONGEST_GAP = 400;

    double product() {
        return polls * mean;
    }

    /**
     * The shortest mean delay with so many polls, at one price all the time, by the distribution of each moment.
     */
    static Optimum with(double polls, Scenario scenario) {
        List<Grid> grids = IntStream.range(0, MOMENTS).mapToObj(i -> scenario.truth().apply(i * Scenario.CYCLE / MOMENTS))
                .distinct().map(Grid::new).toList();
        double cheap = 1e-3;
        double dear = 50;
        Optimum best = mean(grids, dear);
        for (int i = 0; i < 16; i++) {
            double price = Math.sqrt(cheap * dear);
            Optimum optimum = mean(grids, price);
            if (optimum.polls > polls) {
                cheap = price;
            } else {
                dear = price;
                best = optimum;
            }
        }
        return best;
    }

    /**
     * The same as a schedule; the few tasks that take longer than the longest age are asked after every few seconds.
     */
    PollSchedule schedule() {
        return moment -> {
            int polls = moment.polls();
            double seconds = polls < ages.size() ? ages.get(polls) - (polls == 0 ? 0 : ages.get(polls - 1)) : 5;
            return Duration.ofMillis((long) (1e3 * seconds));
        };
    }

    private static Optimum mean(List<Grid> grids, double price) {
        if (grids.size() == 1) {
            return grids.get(0).at(price);
        }
        List<Optimum> each = grids.stream().map(grid -> grid.at(price)).toList();
        return new Optimum(each.stream().mapToDouble(Optimum::polls).average().orElseThrow(),
                each.stream().mapToDouble(Optimum::mean).average().orElseThrow(), List.of());
    }

    private static final class Grid {

        private final int size;
        private final double[] survival;
        /** The integral of the share that has ended, up to each age. */
        private final double[] ended;

        Grid(Truth truth) {
            int steps = 1;
            while (truth.survival(steps * STEP) > NEGLIGIBLE) {
                steps++;
            }
            size = steps + 1;
            survival = new double[size];
            ended = new double[size];
            survival[0] = 1;
            for (int i = 1; i < size; i++) {
                survival[i] = i == steps ? 0 : truth.survival(i * STEP);
                ended[i] = ended[i - 1] + STEP * (2 - survival[i - 1] - survival[i]) / 2;
            }
        }

        Optimum at(double price) {
            double[] cost = new double[size];
            double[] polls = new double[size];
            double[] delay = new double[size];
            int[] next = new int[size];
            int reach = (int) (LONGEST_GAP / STEP);
            for (int i = size - 2; i >= 0; i--) {
                cost[i] = Double.MAX_VALUE;
                for (int j = i + 1; j < Math.min(size, i + reach); j++) {
                    double late = ended[j] - ended[i] - (1 - survival[i]) * (j - i) * STEP;
                    double sum = late + price * survival[i] + cost[j];
                    if (sum < cost[i]) {
                        cost[i] = sum;
                        next[i] = j;
                        polls[i] = survival[i] + polls[j];
                        delay[i] = late + delay[j];
                    }
                }
            }
            List<Double> ages = new ArrayList<>();
            for (int i = next[0]; i > 0; i = next[i]) {
                ages.add(i * STEP);
            }
            return new Optimum(polls[0], delay[0], ages);
        }
    }
}
