package io.github.camelpika.time;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MomentTest {

    private static final Duration TEN = Duration.ofMinutes(10);

    private final VirtualTimer timer = new VirtualTimer();
    private final Moment moment = Moment.of(timer);

    @Test
    void whileTheProcessIsAwakeBothClocksTellTheSame() {
        timer.advance(TEN);
        assertThat(moment.awake(timer)).isEqualTo(TEN);
        assertThat(moment.atMost(timer)).isEqualTo(TEN);
        assertThat(moment.doubt(timer)).isZero();
    }

    @Test
    void sleepCountsButNotAsTimeAwake() {
        timer.jump(TEN);
        timer.advance(Duration.ofMinutes(1));
        assertThat(moment.awake(timer)).isEqualTo(Duration.ofMinutes(1));
        assertThat(moment.atMost(timer)).isEqualTo(Duration.ofMinutes(11));
        assertThat(moment.doubt(timer)).isEqualTo(TEN);
    }

    @Test
    void aClockThatIsSetBackTakesNothingAway() {
        timer.jump(TEN.negated());
        timer.advance(Duration.ofMinutes(1));
        assertThat(moment.atMost(timer)).isEqualTo(Duration.ofMinutes(1));
        assertThat(moment.doubt(timer)).isEqualTo(TEN);
    }
}
