package io.github.camelpika.wait;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    @Test
    void doublesFromTwoSecondsToAMinute() {
        Backoff longest = new Backoff(() -> 1);
        assertThat(longest.delay(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(longest.delay(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(longest.delay(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(longest.delay(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(longest.delay(1_000_000)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void chanceTakesAtMostHalfAway() {
        assertThat(new Backoff(() -> 0).delay(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(new Backoff(() -> 0.5).delay(1)).isEqualTo(Duration.ofMillis(1_500));
    }
}
