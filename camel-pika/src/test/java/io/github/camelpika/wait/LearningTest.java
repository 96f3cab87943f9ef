package io.github.camelpika.wait;

import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleSupplier;

import io.github.camelpika.model.JobKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What is learned of durations from ends that are only known to lie between two polls.
 */
class LearningTest {

    private final Random random = new Random(1);
    private DurationEstimate estimate = DurationEstimate.NONE;

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (1e9 * seconds));
    }

    private void finished(double age, double gap) {
        estimate = estimate.after(new SeenDuration("vapi", JobKind.ANY, seconds(age), seconds(gap), null, true));
    }

    private void stillRunning(double age) {
        estimate = estimate.after(new SeenDuration("vapi", JobKind.ANY, seconds(age), Duration.ZERO, null, false));
    }

    /** Ends noticed by polls every 5 s. */
    private void learn(int samples, DoubleSupplier durations) {
        for (int i = 0; i < samples; i++) {
            finished(Math.ceil(durations.getAsDouble() / 5) * 5, 5);
        }
    }

    private double logNormal(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    private double between(double from, double to) {
        return estimate.forecast().between(from, to);
    }

    @Test
    void findsTheDistribution() {
        learn(1_000, () -> logNormal(230, 0.25));
        assertThat(estimate.forecast().quantile(0.5)).isCloseTo(230, within(10.0));
        assertThat(estimate.forecast().quantile(0.16)).isCloseTo(230 * Math.exp(-0.25), within(10.0));
        assertThat(estimate.forecast().quantile(0.84)).isCloseTo(230 * Math.exp(0.25), within(15.0));
        assertThat(between(0, LogScale.edge(LogScale.BINS))).isCloseTo(1, within(1e-9));
    }

    @Test
    void findsTwoHumpsAndTheValleyBetweenThem() {
        learn(1_000, () -> logNormal(random.nextBoolean() ? 120 : 400, 0.1));
        assertThat(between(100, 150)).isCloseTo(0.47, within(0.07));
        assertThat(between(330, 490)).isCloseTo(0.47, within(0.07));
        assertThat(between(190, 280)).isLessThan(0.03);
    }

    @Test
    void knowsThatItKnowsLittleAtFirst() {
        double[] thousand = random.doubles(1_000, -3, 3).sorted().map(x -> 230 * Math.exp(0.1 * x)).toArray();
        for (int i = 25; i < thousand.length; i += 50) {
            finished(thousand[i], 1);
        }
        double few = 1 - between(150, 350);
        for (double duration : thousand) {
            finished(duration, 1);
        }
        assertThat(few).isBetween(0.01, 0.2).isGreaterThan(3 * (1 - between(150, 350)));
    }

    @Test
    void oneThatTookAllDayMovesNothing() {
        learn(100, () -> logNormal(230, 0.25));
        double before = between(150, 350);
        finished(80_000, 5);
        assertThat(between(150, 350)).isCloseTo(before, within(0.02));
        assertThat(estimate.forecast().quantile(0.5)).isCloseTo(230, within(20.0));
    }

    @Test
    void followsAGatewayThatGotSlower() {
        learn(500, () -> logNormal(120, 0.2));
        learn(300, () -> logNormal(400, 0.2));
        assertThat(estimate.forecast().quantile(0.5)).isBetween(320.0, 440.0);
    }

    @Test
    void aTimeOutTellsThatTheDurationIsLonger() {
        for (int i = 0; i < 1_000; i++) {
            double duration = logNormal(230, 0.25);
            if (duration > 230) {
                stillRunning(230);
            } else {
                finished(Math.ceil(duration / 5) * 5, 5);
            }
        }
        assertThat(between(0, 230)).isBetween(0.45, 0.65);
    }

    @Test
    void anEndThatWasNotWatchedSaysNothing() {
        learn(200, () -> logNormal(230, 0.25));
        double before = between(200, 260);
        for (int i = 0; i < 1_000; i++) {
            finished(3_600, 3_600);
            stillRunning(10);
        }
        assertThat(between(200, 260)).isCloseTo(before, within(0.01));
    }

    @Test
    void endsBeforeTheFirstPollPullItForward() {
        learn(300, () -> logNormal(345, 0.25));
        double slow = new PollTable(estimate.forecast(), budget()).firstPoll();
        for (int i = 0; i < 20; i++) {
            double first = new PollTable(estimate.forecast(), budget()).firstPoll();
            finished(Math.max(first, 30), Math.max(first, 30));
        }
        assertThat(new PollTable(estimate.forecast(), budget()).firstPoll()).isLessThan(slow / 2);
    }

    private static PollBudget budget() {
        return new PollBudget(Duration.ofSeconds(5), AdaptiveSchedule.Aim.LESS_DELAY);
    }

    @Test
    void isKeptInAShortTextAndReadAgain() {
        learn(1_000, () -> logNormal(230, 0.5));
        String text = EstimateText.write(estimate);
        DurationEstimate read = EstimateText.read(text).orElseThrow();
        assertThat(text).startsWith("1;1000;").hasSizeLessThan(2_000);
        assertThat(read.samples()).isEqualTo(1_000);
        assertThat(read.forecast().quantile(0.5)).isCloseTo(estimate.forecast().quantile(0.5), within(0.1));
        assertThat(EstimateText.write(read)).isEqualTo(text);
    }

    @Test
    void whatIsNoSuchTextIsNotRead() {
        for (String text : new String[] { "", "1", "2;20;0;0", "1;x;0;0", "1;20;0;0;5", "1;20;0;0;5=-1", "1;20;0;0;5=NaN",
                "1;20;0;0;999=1", "1;20;0;0;5=1e99", "1;20;-1;0", "1;-20;0;0" }) {
            assertThat(EstimateText.read(text)).as(text).isEmpty();
        }
    }
}
