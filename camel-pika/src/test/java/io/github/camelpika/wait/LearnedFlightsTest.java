package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LearnedFlightsTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final LearnedFlights learned = new LearnedFlights(timer);

    private static GatewayError says(int status, String message) {
        return new GatewayError(status, null, message, null, true, null);
    }

    private static final GatewayError TOO_MANY = says(429, "Too many requests");

    @Test
    void nothingIsKnownAtFirst() {
        learned.accepted(500);
        assertThat(learned.most()).isEqualTo(LearnedFlights.UNLIMITED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "You have reached your concurrency limit", "too many running jobs", "max 3 tasks in flight", "The queue is full",
            "only 2 jobs at the same time" })
    void aRefusalThatSaysThatJobsAreTooManyAtOnceIsBelieved(String message) {
        learned.refused(says(429, message), 3);
        assertThat(learned.most()).isEqualTo(3);
    }

    @Test
    void oneThatMayMeanThatJobsComeTooFastIsBelievedWhenTheNextIsRefusedAsWell() {
        learned.refused(TOO_MANY, 3);
        assertThat(learned.most()).isEqualTo(LearnedFlights.UNLIMITED);
        learned.accepted(4);
        learned.refused(TOO_MANY, 4);
        assertThat(learned.most()).isEqualTo(LearnedFlights.UNLIMITED);
        learned.refused(TOO_MANY, 4);
        assertThat(learned.most()).isEqualTo(4);
    }

    @Test
    void otherRefusalsTeachNothing() {
        learned.refused(says(402, "too many running jobs"), 3);
        learned.refused(says(0, "Connection refused"), 3);
        learned.refused(says(0, "Connection refused"), 3);
        assertThat(learned.most()).isEqualTo(LearnedFlights.UNLIMITED);
    }

    @Test
    void whoHasNothingInFlightIsRefusedForSomethingElse() {
        learned.refused(TOO_MANY, 0);
        learned.refused(TOO_MANY, 0);
        assertThat(learned.most()).isEqualTo(LearnedFlights.UNLIMITED);
    }

    @Test
    void itShrinksWithWhatIsRefusedAndGrowsOnceOneMoreWasTriedAndAccepted() {
        learned.refused(says(429, "concurrency"), 10);
        learned.refused(says(429, "concurrency"), 6);
        assertThat(learned.most()).isEqualTo(6);
        timer.advance(Duration.ofMinutes(1));
        assertThat(learned.most()).isEqualTo(7);
        learned.accepted(7);
        assertThat(learned.known()).isEqualTo(7);
        assertThat(learned.most()).isEqualTo(8);
        learned.accepted(8);
        assertThat(learned.most()).isEqualTo(9);
        learned.refused(says(429, "concurrency"), 8);
        assertThat(learned.most()).isEqualTo(8);
        timer.advance(Duration.ofMinutes(1));
        assertThat(learned.most()).isEqualTo(9);
    }

    @Test
    void aTryThatIsRefusedIsMadeAgainLaterEachTimeButNotForEver() {
        learned.refused(says(429, "concurrency"), 6);
        timer.advance(Duration.ofMinutes(1));
        learned.refused(says(429, "concurrency"), 6);
        timer.advance(Duration.ofMinutes(1));
        assertThat(learned.most()).isEqualTo(6);
        timer.advance(Duration.ofMinutes(1));
        assertThat(learned.most()).isEqualTo(7);
        for (int i = 0; i < 10; i++) {
            learned.refused(says(429, "concurrency"), 6);
        }
        timer.advance(Duration.ofMinutes(16));
        assertThat(learned.most()).isEqualTo(7);
    }
}
