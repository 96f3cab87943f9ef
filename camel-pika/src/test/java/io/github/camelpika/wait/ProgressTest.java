package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static Progress after(Progress progress, int ends, int told) {
        Progress next = progress;
        for (int i = 0; i < ends; i++) {
            next = next.after(new SeenDuration("vapi", JobKind.ANY, Duration.ofSeconds(230), Duration.ofSeconds(2), told, true));
        }
        return next;
    }

    private static final Progress TRUSTED = after(Progress.NONE, 20, 99);

    @Test
    void isTrustedAfterTwentyEndsThatItFitted() {
        assertThat(after(Progress.NONE, 19, 99).isTrusted()).isFalse();
        assertThat(TRUSTED.isTrusted()).isTrue();
    }

    @Test
    void isNoLongerTrustedWhenTasksEndWhileItSaysThatMuchIsLeft() {
        assertThat(after(Progress.NONE, 100, 50).isTrusted()).isFalse();
        assertThat(after(TRUSTED, 3, 50).isTrusted()).isFalse();
        assertThat(after(after(TRUSTED, 100, 50), 200, 99).isTrusted()).isTrue();
    }

    @Test
    void holdsPollsBackWhileMuchIsLeftButNotBeyondTheFixedInterval() {
        assertThat(TRUSTED.correct(1, 200, 50, 5)).isEqualTo(5);
        assertThat(TRUSTED.correct(1, 200, 98, 5)).isBetween(2.0, 2.1);
        assertThat(TRUSTED.correct(1, 200, 99, 5)).isBetween(1.0, 1.02);
    }

    @Test
    void bringsPollsForwardWhenLittleIsLeftButNotBelowTheFixedInterval() {
        assertThat(TRUSTED.correct(15, 100, 99, 5)).isEqualTo(5);
        assertThat(TRUSTED.correct(15, 100, 92, 5)).isBetween(8.0, 9.0);
        assertThat(TRUSTED.correct(15, 100, 10, 5)).isEqualTo(15);
    }

    @Test
    void saysNothingWhereThereIsNoneOrNoSenseInIt() {
        for (Integer told : new Integer[] { null, 0, 100, -5, 250 }) {
            assertThat(TRUSTED.correct(1, 200, told, 5)).isEqualTo(1);
            assertThat(TRUSTED.after(
                    new SeenDuration("vapi", JobKind.ANY, Duration.ofSeconds(9), Duration.ofSeconds(2), told, true)))
                    .isEqualTo(TRUSTED);
        }
        assertThat(after(Progress.NONE, 100, 50).correct(1, 200, 50, 5)).isEqualTo(1);
    }
}
