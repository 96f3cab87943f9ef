package io.github.camelpika.track;

import java.time.Duration;

import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TakeoverGraceTest {

    private final VirtualTimer timer = new VirtualTimer();
    private Runnable write = () -> { };
    private int written;
    private final TakeoverGrace grace = new TakeoverGrace(timer, () -> {
        written++;
        write.run();
    });
    private final int begin = PrintedOutput.length();

    @Test
    void aDatabaseThatCanOnlyBeReadProvesNoDeathNorForSomeTimeAfter() {
        grace.tryToWrite();
        assertThat(grace.isOn()).isFalse();
        write = () -> {
            throw new TrackerDatabaseException("read-only");
        };
        timer.advance(Duration.ofSeconds(2));
        grace.tryToWrite();
        assertThat(grace.isOn()).isTrue();
        write = () -> { };
        timer.advance(Duration.ofSeconds(14));
        grace.tryToWrite();
        assertThat(grace.isOn()).isTrue();
        timer.advance(Duration.ofSeconds(1));
        assertThat(grace.isOn()).isFalse();
    }

    @Test
    void aWriteThatWaitsForLongIsAsGoodAsOneThatFails() {
        write = () -> {
            timer.advance(Duration.ofMillis(1_100));
            assertThat(grace.isOn()).as("while it waits").isTrue();
        };
        grace.tryToWrite();
        assertThat(grace.isOn()).isTrue();
    }

    @Test
    void whyItBeganIsToldOnceForEachTime() {
        grace.begin("too little processor time");
        timer.advance(Duration.ofSeconds(10));
        grace.begin("the same again");
        timer.advance(Duration.ofSeconds(10));
        grace.begin("the same again");
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).containsOnlyOnce("Nothing is taken over")
                .contains("too little processor time");
        timer.advance(Duration.ofSeconds(15));
        grace.begin("a new reason");
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).contains("a new reason");
    }

    @Test
    void manyWhoAskAreOneWrite() {
        for (int i = 0; i < 10; i++) {
            grace.tryToWrite();
        }
        assertThat(written).isOne();
        timer.advance(Duration.ofSeconds(2));
        grace.tryToWrite();
        assertThat(written).isEqualTo(2);
    }
}
