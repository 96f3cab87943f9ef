package io.github.camelpika.wait;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was learned of the durations of one kind of task, ready for use. Immutable: each sample makes a new one, and
 * whoever decides about a poll reads without a lock.
 */
final class DurationEstimate {

    static final DurationEstimate NONE = new DurationEstimate(0, DurationHistogram.EMPTY, Progress.NONE);

    private static final double LONGEST_SECONDS = LogScale.edge(LogScale.BINS);

    /** Endpoints come with messages, too, and each may have an interval of its own. A table takes about 5 kB. */
    static final int MOST_PACES = 20;

    private final long samples;
    private final DurationHistogram histogram;
    private final Progress progress;
    private final DurationForecast forecast;
    private final Map<PollBudget, PollTable> tables = new ConcurrentHashMap<>(2);

    DurationEstimate(long samples, DurationHistogram histogram, Progress progress) {
        this.samples = samples;
        this.histogram = histogram;
        this.progress = progress;
        this.forecast = new DurationForecast(histogram);
    }

    /**
     * When exactly a task ended is not known, only two ages between which it did, or one that it outlived. So it counts in
     * each bin between them as far as it is likely to have ended there, by what was known before (Turnbull, Journal of the
     * Royal Statistical Society B 38, 1976); and all in all as far as it says anything new: an end that was bound to lie
     * there says nothing.
     */
    DurationEstimate after(SeenDuration end) {
        double age = AdaptiveSchedule.seconds(end.age());
        double from = end.finished() ? age - AdaptiveSchedule.seconds(end.gap()) : age;
        double to = end.finished() ? age : LONGEST_SECONDS;
        double likely = forecast.between(from, to);
        if (!(likely > 0)) {
            return this;
        }
        return new DurationEstimate(end.finished() ? samples + 1 : samples,
                histogram.with(Math.max(0, 1 - likely), forecast.sharesBetween(from, to)), progress.after(end));
    }

    /**
     * How many tasks were seen to end.
     */
    long samples() {
        return samples;
    }

    DurationHistogram histogram() {
        return histogram;
    }

    DurationForecast forecast() {
        return forecast;
    }

    Progress progress() {
        return progress;
    }

    PollTable table(PollBudget budget) {
        PollTable table = tables.get(budget);
        if (table != null) {
            return table;
        }
        if (tables.size() >= MOST_PACES) {
            tables.clear();
        }
        return tables.computeIfAbsent(budget, each -> new PollTable(forecast, each));
    }

    int paces() {
        return tables.size();
    }
}
