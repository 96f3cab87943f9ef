package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.model.JobKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was learned of how long tasks take: an estimate for each gateway, model and kind of input, and one for all tasks of
 * a gateway, which serves those that nothing is known of. Reading takes no lock and makes no garbage.
 */
public final class LearnedDurations {

    private static final Logger LOG = LoggerFactory.getLogger(LearnedDurations.class);

    /** Models come with messages, so there may be any number of them. An estimate takes about 10 kB. */
    static final int MOST_KINDS = 100;
    /** What the last few samples said is soon learned again. */
    private static final int SAVED_EVERY = 10;

    private final DurationStore store;
    private final Map<String, Map<JobKind, DurationEstimate>> estimates = new ConcurrentHashMap<>();

    private volatile boolean loaded;

    public LearnedDurations(DurationStore store) {
        this.store = store;
        this.loaded = store == DurationStore.NONE;
    }

    /**
     * Takes up what the store has, beside what was learned meanwhile. Until that was done nothing is saved, as it would
     * replace more than it is worth. May block; what the store throws is thrown.
     */
    public void load() {
        if (loaded) {
            return;
        }
        store.load().forEach((key, text) -> EstimateText.read(text).ifPresentOrElse(
                estimate -> takeUp(of(key.gateway()), key.kind(), estimate),
                () -> LOG.warn("The learned durations of {} can't be read, so learning starts again", key)));
        loaded = true;
    }

    private static void takeUp(Map<JobKind, DurationEstimate> kinds, JobKind kind, DurationEstimate kept) {
        if (isRoomFor(kind, kinds)) {
            kinds.merge(kind, kept, (now, before) -> now.samples() > before.samples() ? now : before);
        }
    }

    /**
     * There always is for the one of all tasks.
     */
    private static boolean isRoomFor(JobKind kind, Map<JobKind, DurationEstimate> kinds) {
        return kind.equals(JobKind.ANY) || kinds.containsKey(kind) || kinds.size() < MOST_KINDS;
    }

    private Map<JobKind, DurationEstimate> of(String gateway) {
        return estimates.computeIfAbsent(gateway, each -> new ConcurrentHashMap<>());
    }

    DurationEstimate estimate(String gateway, JobKind kind) {
        Map<JobKind, DurationEstimate> kinds = estimates.get(gateway);
        return kinds == null ? DurationEstimate.NONE : kinds.getOrDefault(kind, DurationEstimate.NONE);
    }

    /**
     * How much longer a task will most likely take: half of those that got as old took longer.
     *
     * @return empty as long as too few were seen
     */
    public Optional<Duration> remaining(String gateway, JobKind kind, Duration age) {
        DurationEstimate estimate = estimate(gateway, kind);
        if (estimate.samples() < AdaptiveSchedule.ENOUGH) {
            return Optional.empty();
        }
        double seconds = AdaptiveSchedule.seconds(age);
        double stillRunning = 1 - estimate.forecast().between(0, seconds);
        double end = estimate.forecast().quantile(1 - stillRunning / 2);
        return Optional.of(duration(Math.max(0, end - seconds)));
    }

    /**
     * What is known of each kind of task.
     */
    public List<LearnedDuration> all() {
        List<LearnedDuration> all = new ArrayList<>();
        estimates.forEach((gateway, kinds) -> kinds.forEach((kind, estimate) -> {
            DurationForecast forecast = estimate.forecast();
            all.add(new LearnedDuration(gateway, kind, estimate.samples(), duration(forecast.quantile(0.1)),
                    duration(forecast.quantile(0.5)), duration(forecast.quantile(0.9))));
        }));
        return all;
    }

    /**
     * After how long which shares of the tasks of a kind are done.
     *
     * @param shares each between 0 and 1, the smallest first
     */
    public Map<Double, Duration> quantiles(String gateway, JobKind kind, double... shares) {
        DurationForecast forecast = estimate(gateway, kind).forecast();
        Map<Double, Duration> quantiles = new LinkedHashMap<>();
        for (double share : shares) {
            quantiles.put(share, duration(forecast.quantile(share)));
        }
        return quantiles;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    void learn(SeenDuration end) {
        Map<JobKind, DurationEstimate> kinds = of(end.gateway());
        learn(kinds, JobKind.ANY, end);
        if (!end.kind().equals(JobKind.ANY) && isRoomFor(end.kind(), kinds)) {
            learn(kinds, end.kind(), end);
        }
    }

    private void learn(Map<JobKind, DurationEstimate> kinds, JobKind kind, SeenDuration end) {
        DurationEstimate now = kinds.compute(kind,
                (each, before) -> (before == null ? DurationEstimate.NONE : before).after(end));
        if (loaded && end.finished() && now.samples() % SAVED_EVERY == 0) {
            save(new DurationStore.Key(end.gateway(), kind), now);
        }
    }

    private void save(DurationStore.Key key, DurationEstimate estimate) {
        try {
            store.save(key, EstimateText.write(estimate));
        } catch (RuntimeException e) {
            LOG.warn("The learned durations of {} can't be stored", key, e);
        }
    }
}
