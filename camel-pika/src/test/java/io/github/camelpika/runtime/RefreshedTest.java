package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who looks never waits, and what hangs or fails is not asked again and again. */
class RefreshedTest {

    private static final Duration LASTS = Duration.ofSeconds(10);

    private final VirtualTimer timer = new VirtualTimer();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final Refreshed<Integer> refreshed = new Refreshed<>(this::find, LASTS, timer, threads::add);
    private int found;
    private boolean fails;

    private int find() {
        if (fails) {
            throw new IllegalStateException("the database is away");
        }
        return ++found;
    }

    private void find(Duration later) {
        timer.advance(later);
        refreshed.get();
        threads.remove().run();
    }

    @Test
    void aLookGetsWhatIsThereAndHasItFoundOutAnewWhenThatIsOld() {
        assertThat(refreshed.get()).isEmpty();
        threads.remove().run();
        assertThat(refreshed.get()).contains(1);
        timer.advance(LASTS);
        assertThat(refreshed.get()).contains(1);
        assertThat(threads).isEmpty();
        find(Duration.ofSeconds(1));
        assertThat(refreshed.get()).contains(2);
    }

    @Test
    void whatHangsIsAskedOnceAndIsToldToHang() {
        find(Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            timer.advance(Duration.ofMinutes(1));
            assertThat(refreshed.get()).contains(1);
        }
        assertThat(threads).hasSize(1);
        assertThat(refreshed.isBeingFound()).isTrue();
        threads.remove().run();
        assertThat(refreshed.isBeingFound()).isFalse();
        assertThat(refreshed.get()).contains(2);
    }

    @Test
    void aFailureLeavesWhatWasThereAndIsNotTriedAgainAtOnce() {
        find(Duration.ZERO);
        fails = true;
        find(Duration.ofSeconds(11));
        assertThat(refreshed.get()).contains(1);
        assertThat(threads).isEmpty();
        fails = false;
        find(Duration.ofSeconds(11));
        assertThat(refreshed.get()).contains(2);
    }

    @Test
    void anErrorInsteadOfAThreadIsNoTroubleEither() {
        Refreshed<Integer> without = new Refreshed<>(this::find, LASTS, timer, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertThat(without.get()).isEmpty();
        assertThat(without.isBeingFound()).isFalse();
    }

    @Test
    void aStopIsNoTrouble() {
        Refreshed<Integer> stopped = new Refreshed<>(this::find, LASTS, timer, task -> {
            throw new RejectedExecutionException("it stops");
        });
        assertThat(stopped.get()).isEmpty();
        assertThat(stopped.isBeingFound()).isFalse();
    }
}
