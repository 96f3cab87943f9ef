package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults(7);

    @Test
    void eachOperationHasItsOwnQueue() {
        faults.next(Operation.FEED, Fault.HTML).next(Operation.FEED, Fault.SERVER_ERROR, 2);

        assertThat(faults.draw(Operation.GENERATE)).isEmpty();
        Optional<Fault> error = Optional.of(Fault.SERVER_ERROR);
        assertThat(draw(4)).containsExactly(Optional.of(Fault.HTML), error, error, Optional.empty());
    }

    @Test
    void ratesAddUpAndRepeatWithTheSeed() {
        faults.rate(Operation.FEED, Fault.HTML, 0.2).rate(Operation.FEED, Fault.SERVER_ERROR, 0.3);
        Faults again = new Faults(7)
                .rate(Operation.FEED, Fault.HTML, 0.2)
                .rate(Operation.FEED, Fault.SERVER_ERROR, 0.3);

        List<Optional<Fault>> drawn = draw(10_000);

        assertThat(drawn.stream().filter(Optional.of(Fault.HTML)::equals).count()).isBetween(1900L, 2100L);
        assertThat(drawn.stream().filter(Optional.of(Fault.SERVER_ERROR)::equals).count()).isBetween(2850L, 3150L);
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> again.draw(Operation.FEED)).toList()).isEqualTo(drawn);
    }

    @Test
    void clearForgetsEverything() {
        faults.next(Operation.FEED, Fault.HTML).rate(Operation.FEED, Fault.HTML, 1).retryAfter("9").clear();

        assertThat(faults.draw(Operation.FEED)).isEmpty();
        assertThat(faults.retryAfter()).isEqualTo("1");
    }

    @Test
    void aFaultThatCannotHappenIsRefusedWithThoseThatCan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.next(Operation.VIDEO, Fault.TASK_FAILED))
                .withMessageContaining("VIDEO_TRUNCATED");
    }

    @Test
    void ratesOverOneAreRefused() {
        faults.rate(Operation.FEED, Fault.HTML, 0.6);

        assertThatIllegalArgumentException().isThrownBy(() -> faults.rate(Operation.FEED, Fault.SERVER_ERROR, 0.5));
    }

    private List<Optional<Fault>> draw(int times) {
        return IntStream.range(0, times).mapToObj(i -> faults.draw(Operation.FEED)).toList();
    }
}
