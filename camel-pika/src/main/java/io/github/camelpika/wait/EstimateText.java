package io.github.camelpika.wait;

import java.util.Locale;
import java.util.Optional;

/**
 * The form in which an estimate is kept: {@code 1;samples;told;right;bin=weight;bin=weight...}, where 1 is the
 * version of the form, and told and right are those of {@link Progress}.
 */
final class EstimateText {

    private static final String VERSION = "1";
    /** Less than a thousandth of a sample says nothing. */
    private static final double LEAST = 0.001;

    private EstimateText() {
    }

    static String write(DurationEstimate estimate) {
        StringBuilder text = new StringBuilder(VERSION).append(';').append(estimate.samples())
                .append(';').append(estimate.progress().told()).append(';').append(number(estimate.progress().right()));
        for (int i = 0; i < LogScale.BINS; i++) {
            double weight = estimate.histogram().weight(i);
            if (weight >= LEAST) {
                text.append(';').append(i).append('=').append(number(weight));
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /**
     * Empty for what was not written here, or by another version.
     */
    static Optional<DurationEstimate> read(String text) {
        try {
            String[] parts = text.split(";");
            if (!parts[0].equals(VERSION)) {
                return Optional.empty();
            }
            double[] weights = new double[LogScale.BINS];
            for (int i = 4; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                double weight = Double.parseDouble(parts[i].substring(equals + 1));
                if (!(weight >= 0 && weight < 1e6)) {
                    return Optional.empty();
                }
                weights[Integer.parseInt(parts[i].substring(0, equals))] = weight;
            }
            Progress progress = new Progress(Integer.parseInt(parts[2]), Double.parseDouble(parts[3]));
            long samples = Long.parseLong(parts[1]);
            return progress.told() < 0 || samples < 0
                    ? Optional.empty()
                    : Optional.of(new DurationEstimate(samples, new DurationHistogram(weights), progress));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
