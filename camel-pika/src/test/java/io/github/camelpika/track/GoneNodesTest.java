package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoneNodesTest {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final VirtualTimer timer = new VirtualTimer();
    private final GoneNodes gone = new GoneNodes(timer);
    private Instant heartbeat = timer.now();

    private List<String> look(boolean held) {
        return gone.look(List.of(new NodeSight("other", "7", heartbeat, held, false)), timer.now()).stream()
                .map(NodeSight::node).toList();
    }

    /** @return when it was held dead, after so many looks; 0 if it wasn't */
    private int looksUntilDead(int most) {
        for (int i = 1; i <= most; i++) {
            timer.advance(LOOK);
            if (!look(false).isEmpty()) {
                return i;
            }
        }
        return 0;
    }

    @Test
    void whoseLockIsAwayForLongerThanAReconnectTakesIsDead() {
        look(true);
        assertThat(looksUntilDead(10)).isEqualTo(4);
    }

    @Test
    void aNodeWhoseLockWasNeverSeenMayHaveNone() {
        assertThat(looksUntilDead(100)).isZero();
    }

    @Test
    void whoHasAnotherLockSoonLives() {
        look(true);
        for (int i = 0; i < 20; i++) {
            assertThat(looksUntilDead(3)).isZero();
            timer.advance(LOOK);
            heartbeat = timer.now();
            look(true);
        }
    }

    @Test
    void whoSaysThatItLivesDoesSoWithoutALock() {
        look(true);
        assertThat(looksUntilDead(2)).isZero();
        heartbeat = timer.now();
        assertThat(looksUntilDead(100)).isZero();
    }

    @Test
    void whoWasSilentBeforeItsConnectionWentWasCutOffAndNotKilled() {
        look(true);
        for (int i = 0; i < 12; i++) {
            timer.advance(LOOK);
            look(true);
        }
        assertThat(looksUntilDead(100)).isZero();
    }

    @Test
    void looksThatAreFarApartSayNothingOfTheTimeBetween() {
        look(true);
        look(false);
        timer.advance(Duration.ofSeconds(2));
        assertThat(look(false)).isEmpty();
        assertThat(looksUntilDead(10)).isEqualTo(3);
    }

    @Test
    void aStarvedLookThatComesLateStillFindsTheDead() {
        look(true);
        timer.advance(Duration.ofMillis(2_600));
        assertThat(look(false)).isEmpty();
        timer.advance(Duration.ofMillis(1_100));
        assertThat(look(false)).isEmpty();
        assertThat(looksUntilDead(10)).isEqualTo(3);
    }

    @Test
    void whoWasNotLookedAtForLongMayHaveBeenCutOffMeanwhile() {
        look(true);
        timer.advance(Duration.ofSeconds(6));
        assertThat(looksUntilDead(100)).isZero();
    }

    @Test
    void aLockThatWasSeenWhileItsNodeHadNothingToDoIsKnown() {
        gone.look(List.of(new NodeSight(null, "7", null, true, false)), timer.now());
        timer.advance(LOOK);
        gone.look(List.of(), timer.now());
        heartbeat = timer.now();
        assertThat(looksUntilDead(10)).isEqualTo(4);
    }

    @Test
    void nodesThatComeAndGoForEverTakeNoRoomForEver() {
        List<NodeSight> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(new NodeSight(null, "n" + i, null, true, false));
        }
        gone.look(many, timer.now());
        look(true);
        assertThat(looksUntilDead(10)).isEqualTo(4);
        assertThat(gone.known()).isLessThanOrEqualTo(1_000);
    }
}
