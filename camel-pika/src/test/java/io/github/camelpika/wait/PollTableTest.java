package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelpika.model.JobKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PollTableTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Around 240 s, as evenly as the normal distribution has it. */
    private static DurationEstimate estimate(double sigma) {
        DurationEstimate estimate = DurationEstimate.NONE;
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Duration age = Duration.ofMillis((long) (240_000 * Math.exp(sigma * random.nextGaussian())));
            estimate = estimate.after(new SeenDuration("vapi", JobKind.ANY, age, Duration.ofSeconds(1), null, true));
        }
        return estimate;
    }

    private static List<Double> polls(PollTable table, double until) {
        List<Double> polls = new ArrayList<>();
        for (double at = table.firstPoll(); at < until; at += table.interval(at)) {
            polls.add(at);
        }
        return polls;
    }

    /** How many polls a task takes on average, and how late its end is noticed, by the forecast itself. */
    private static double[] expected(DurationEstimate estimate, PollTable table) {
        double polls = 0;
        double delay = 0;
        double before = 0;
        for (double at : polls(table, 20_000)) {
            polls += estimate.forecast().between(before, 1e6);
            delay += estimate.forecast().between(before, at) * (at - before) / 2;
            before = at;
        }
        return new double[] { polls, delay };
    }

    private static double fixedPolls(DurationEstimate estimate) {
        double polls = 0;
        for (double at = 0; at < 20_000; at += 5) {
            polls += estimate.forecast().between(at, 1e6);
        }
        return polls;
    }

    private static PollTable table(DurationEstimate estimate, AdaptiveSchedule.Aim aim) {
        return estimate.table(new PollBudget(INTERVAL, aim));
    }

    @Test
    void takesAsManyPollsAsTheFixedInterval() {
        for (double sigma : new double[] { 0.1, 0.25, 0.5, 1 }) {
            DurationEstimate estimate = estimate(sigma);
            double[] expected = expected(estimate, table(estimate, AdaptiveSchedule.Aim.LESS_DELAY));
            assertThat(expected[0]).isCloseTo(fixedPolls(estimate), within(0.02 * fixedPolls(estimate)));
            assertThat(expected[1]).isLessThan(2.5);
        }
    }

    @Test
    void takesAsLongToNoticeAsTheFixedInterval() {
        for (double sigma : new double[] { 0.25, 0.5, 1 }) {
            DurationEstimate estimate = estimate(sigma);
            double[] expected = expected(estimate, table(estimate, AdaptiveSchedule.Aim.FEWER_POLLS));
            assertThat(expected[1]).isCloseTo(2.5, within(0.2));
            assertThat(expected[0]).isLessThan(fixedPolls(estimate));
        }
    }

    @Test
    void asksMostWhereTasksEndAndSeldomBefore() {
        PollTable table = table(estimate(0.25), AdaptiveSchedule.Aim.LESS_DELAY);
        assertThat(table.interval(100)).isEqualTo(15);
        assertThat(table.interval(240)).isBetween(1.0, 2.5);
        assertThat(table.interval(200)).isGreaterThan(table.interval(260));
    }

    @Test
    void beyondWhatWasSeenItIsTheFixedInterval() {
        PollTable table = table(estimate(0.25), AdaptiveSchedule.Aim.LESS_DELAY);
        assertThat(table.interval(1_200)).isCloseTo(5, within(1e-6));
        assertThat(table.interval(1e6)).isEqualTo(5);
    }

    @Test
    void leavesATaskAloneForHalfTheTimeInWhichHardlyAnyEnds() {
        DurationEstimate estimate = estimate(0.25);
        double first = table(estimate, AdaptiveSchedule.Aim.LESS_DELAY).firstPoll();
        assertThat(estimate.forecast().between(0, 2 * first)).isCloseTo(0.005, within(1e-6));
    }

    @Test
    void noIntervalIsShorterThanAQuarterSecondNorLongerThanThreeFixedOnes() {
        for (double sigma : new double[] { 0.001, 0.25, 1, 2 }) {
            for (AdaptiveSchedule.Aim aim : AdaptiveSchedule.Aim.values()) {
                PollTable table = table(estimate(sigma), aim);
                for (double age = 0.1; age < 400_000; age *= 1.01) {
                    assertThat(table.interval(age)).isBetween(0.25, 15.0);
                }
            }
        }
    }

    @Test
    void aShortFixedIntervalIsNotMadeLonger() {
        PollTable table = estimate(0.25).table(new PollBudget(Duration.ofMillis(50), AdaptiveSchedule.Aim.LESS_DELAY));
        assertThat(table.interval(240)).isCloseTo(0.05, within(1e-6));
    }
}
