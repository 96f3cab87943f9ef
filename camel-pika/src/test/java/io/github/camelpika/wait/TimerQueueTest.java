package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimerQueueTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final TimerQueue timers = new TimerQueue(timer);
    private final List<Long> woken = new ArrayList<>();

    private final class Noted extends TimerEntry {

        /** When it is to wake, as the test sees it; -1 for never. */
        private long at = -1;

        private void at(long nanos) {
            at = nanos;
            timers.wakeAt(this, nanos);
        }

        private void never() {
            at = -1;
            timers.forget(this);
        }

        @Override
        void wake() {
            assertThat(timer.nanos()).isEqualTo(at);
            woken.add(at);
            at = -1;
        }
    }

    @Test
    void eachWakesAtTheTimeThatWasSetLastAndNoneElse() {
        Random random = new Random(1);
        List<Noted> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(new Noted());
        }
        for (int step = 0; step < 20_000; step++) {
            Noted one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> one.never();
                case 1 -> timer.advance(Duration.ofNanos(random.nextInt(20)));
                default -> one.at(timer.nanos() + random.nextInt(1_000));
            }
            assertThat(timer.alarms()).isEqualTo(all.stream().anyMatch(each -> each.at >= 0) ? 1 : 0);
        }
        timer.advance(Duration.ofSeconds(1));
        assertThat(all).allMatch(each -> each.at == -1);
        assertThat(woken).isSorted().hasSizeGreaterThan(1_000);
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void oneThatFailsKeepsNoOtherAsleep() {
        Noted second = new Noted();
        second.at(2);
        timers.wakeAt(new TimerEntry() {
            @Override
            void wake() {
                throw new IllegalStateException("a bug of the entry's");
            }
        }, 1);
        assertThatThrownBy(() -> timer.advance(Duration.ofNanos(5))).hasMessage("a bug of the entry's");
        timer.advance(Duration.ofNanos(5));
        assertThat(woken).containsExactly(2L);
    }

    @Test
    void oneThatIsOverdueIsWokenAtOnce() {
        timer.advance(Duration.ofNanos(10));
        TimerEntry late = new TimerEntry() {
            @Override
            void wake() {
                woken.add(timer.nanos());
            }
        };
        timers.wakeAt(late, 3);
        timer.advance(Duration.ZERO);
        assertThat(woken).containsExactly(10L);
    }
}
