package io.github.camelpika.wait;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What messages name, there may be any number of: what is remembered by it is bounded.
 */
class BoundedMemoryTest {

    private static final int MANY = 1_000;
    private static final String GATEWAY = "vapi";

    private static JobKind model(int i) {
        return new JobKind("model " + i, JobKind.Input.TEXT);
    }

    private static SeenDuration end(JobKind kind) {
        return new SeenDuration(GATEWAY, kind, Duration.ofSeconds(200), Duration.ofSeconds(5), null, true);
    }

    @Test
    void estimatesOfModelsAreNoMoreThanAHundredAndTheOneOfAllTasksKnowsTheOthers() {
        LearnedDurations learned = new LearnedDurations(DurationStore.NONE);
        for (int i = 0; i < MANY; i++) {
            learned.learn(end(model(i)));
        }
        assertThat(learned.all()).hasSizeLessThanOrEqualTo(LearnedDurations.MOST_KINDS);
        assertThat(learned.estimate(GATEWAY, JobKind.ANY).samples()).isGreaterThan(LearnedDurations.MOST_KINDS);
        assertThat(learned.estimate(GATEWAY, model(0)).samples()).isEqualTo(1);
    }

    @Test
    void estimatesThatAreLoadedAreNoMoreThanAHundredAndTheOneOfAllTasksIsAmongThem() {
        Map<DurationStore.Key, String> kept = new HashMap<>();
        String text = EstimateText.write(DurationEstimate.NONE.after(end(JobKind.ANY)));
        for (int i = 0; i < MANY; i++) {
            kept.put(new DurationStore.Key(GATEWAY, model(i)), text);
        }
        kept.put(new DurationStore.Key(GATEWAY, JobKind.ANY), text);
        LearnedDurations learned = new LearnedDurations(new DurationStore() {
            @Override
            public Map<Key, String> load() {
                return kept;
            }

            @Override
            public void save(Key key, String what) {
                // as it is
            }
        });
        learned.load();
        assertThat(learned.all()).hasSizeLessThanOrEqualTo(LearnedDurations.MOST_KINDS + 1);
        assertThat(learned.estimate(GATEWAY, JobKind.ANY).samples()).isEqualTo(1);
    }

    @Test
    void tablesOfIntervalsAreNoMoreThanTwenty() {
        DurationEstimate estimate = DurationEstimate.NONE;
        for (int i = 0; i < AdaptiveSchedule.ENOUGH; i++) {
            estimate = estimate.after(end(JobKind.ANY));
        }
        PollBudget first = new PollBudget(Duration.ofSeconds(1), AdaptiveSchedule.Aim.LESS_DELAY);
        double interval = estimate.table(first).interval(100);
        for (int i = 2; i < 100; i++) {
            estimate.table(new PollBudget(Duration.ofSeconds(i), AdaptiveSchedule.Aim.LESS_DELAY));
            assertThat(estimate.paces()).isLessThanOrEqualTo(DurationEstimate.MOST_PACES);
        }
        assertThat(estimate.table(first).interval(100)).isEqualTo(interval);
    }

    @Test
    void tasksThatAreRememberedAreTheLastOnes() {
        RecentTasks recent = new RecentTasks(new VirtualTimer());
        for (int i = 0; i < 150_000; i++) {
            recent.add("task " + i, JobKind.ANY);
            recent.seenAlive("seen " + i);
        }
        assertThat(recent.isKnown("task 49999")).isFalse();
        assertThat(recent.isKnown("task 50000")).isTrue();
        assertThat(recent.isKnown("seen 49999")).isFalse();
        assertThat(recent.isKnown("seen 50000")).isTrue();
    }
}
