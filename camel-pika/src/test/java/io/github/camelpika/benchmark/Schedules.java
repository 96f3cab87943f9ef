package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import io.github.camelpika.wait.AdaptiveSchedule;
import io.github.camelpika.wait.DurationStore;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.LearnedDurations;
import io.github.camelpika.wait.PollMoment;
import io.github.camelpika.wait.PollSchedule;

/**
 * Ours, and those of others as their sources have them.
 */
final class Schedules {

    static final String FIXED = "fixed 5 s";
    static final String ADAPTIVE = "adaptive";
    static final String FRUGAL = "frugal";

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private Schedules() {
    }

    static PollSchedule adaptive() {
        return learning(AdaptiveSchedule.Aim.LESS_DELAY);
    }

    private static PollSchedule learning(AdaptiveSchedule.Aim aim) {
        return new AdaptiveSchedule(new LearnedDurations(DurationStore.NONE), INTERVAL, aim);
    }

    static Map<String, Supplier<PollSchedule>> all() {
        Map<String, Supplier<PollSchedule>> all = new LinkedHashMap<>();
        all.put(FIXED, () -> new FixedSchedule(INTERVAL));
        all.put("fixed 0.5 s", () -> new FixedSchedule(Duration.ofMillis(500)));
        all.put("6 s, jitter 1.5 s", Schedules::jittering);
        all.put("1 s x 1.5 up to 15 s", () -> Schedules::growing);
        all.put(ADAPTIVE, Schedules::adaptive);
        all.put(FRUGAL, () -> learning(AdaptiveSchedule.Aim.FEWER_POLLS));
        return all;
    }

    private static PollSchedule jittering() {
        Random random = new Random(1);
        return moment -> Duration.ofNanos((long) (1e9 * (6 + random.nextDouble(-1.5, 1.5))));
    }

    private static Duration growing(PollMoment moment) {
        return Duration.ofNanos((long) (1e9 * Math.min(15, Math.pow(1.5, moment.polls()))));
    }
}
