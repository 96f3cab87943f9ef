package io.github.camelpika.benchmark;

import java.util.Arrays;

/**
 * What a schedule cost and brought in a run.
 *
 * @param polls  a task on average
 * @param delays from the end of each task until it was noticed, in seconds, in order
 */
record Outcome(double polls, double[] delays) {

    static Outcome of(long polls, double[] delays) {
        double[] sorted = delays.clone();
        Arrays.sort(sorted);
        return new Outcome((double) polls / delays.length, sorted);
    }

    double mean() {
        return Arrays.stream(delays).average().orElseThrow();
    }

    double quantile(double share) {
        return delays[(int) (share * (delays.length - 1))];
    }

    /**
     * What can be traded for each other: twice the polls take half the delay.
     */
    double product() {
        return polls * mean();
    }
}
