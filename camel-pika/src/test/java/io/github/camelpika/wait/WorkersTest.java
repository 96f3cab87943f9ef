package io.github.camelpika.wait;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkersTest {

    private static final Runnable NOBODY = () -> { };

    private final Workers workers = new Workers(Runnable::run, 12);

    private static int takesAll(Workers.Share share) {
        int taken = 0;
        while (share.take(NOBODY)) {
            taken++;
        }
        return taken;
    }

    @Test
    void oneThatHangsGetsHalfAndEachFurtherOneLeavesSomething() {
        assertThat(takesAll(workers.share())).isEqualTo(6);
        assertThat(takesAll(workers.share())).isEqualTo(3);
        assertThat(takesAll(workers.share())).isEqualTo(2);
        assertThat(takesAll(workers.share())).isEqualTo(1);
        assertThat(takesAll(workers.share())).isZero();
    }

    @Test
    void whoGotNoneIsToldWhenThereIsOneForHim() {
        Workers.Share greedy = workers.share();
        Workers.Share second = workers.share();
        Workers.Share third = workers.share();
        takesAll(greedy);
        takesAll(second);
        takesAll(third);
        Workers.Share modest = workers.share();
        takesAll(modest);
        List<String> told = new ArrayList<>();
        Workers.Share late = workers.share();
        assertThat(late.take(() -> told.add("late"))).isFalse();
        assertThat(second.take(() -> told.add("second"))).isFalse();
        third.giveBack();
        assertThat(told).containsExactly("late");
        assertThat(late.take(NOBODY)).isTrue();
    }

    @Test
    void whoIsToldAndTakesNothingLeavesItToTheNext() {
        Workers few = new Workers(Runnable::run, 1);
        Workers.Share share = few.share();
        assertThat(share.take(NOBODY)).isTrue();
        List<String> told = new ArrayList<>();
        few.share().take(() -> told.add("gone"));
        few.share().take(() -> told.add("next"));
        share.giveBack();
        assertThat(told).containsExactly("gone", "next");
    }
}
