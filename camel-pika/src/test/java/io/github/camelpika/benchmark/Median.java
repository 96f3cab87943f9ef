package io.github.camelpika.benchmark;

import java.util.Arrays;
import java.util.Collection;

/**
 * What rounds are summed up by, as a round that something else disturbed counts no more than the others.
 */
final class Median {

    private Median() {
    }

    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).limit(2 - sorted.length % 2).average().orElseThrow();
    }
}
