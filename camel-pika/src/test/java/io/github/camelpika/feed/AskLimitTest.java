package io.github.camelpika.feed;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AskLimitTest {

    private final AskLimit limit = new AskLimit();
    private long now = Long.MAX_VALUE - 1_000;

    @Test
    void eachSubmissionHasAFewQuestionsWithinTenMinutes() {
        for (int i = 0; i < AskLimit.MOST; i++) {
            assertThat(limit.mayAsk("a", now)).isTrue();
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(limit.mayAsk("a", now)).isFalse();
        assertThat(limit.mayAsk("b", now)).as("another one's").isTrue();
        now += AskLimit.WITHIN.toNanos() - Duration.ofSeconds(AskLimit.MOST).toNanos();
        assertThat(limit.mayAsk("a", now)).as("the first is ten minutes ago").isTrue();
        assertThat(limit.mayAsk("a", now)).as("the second is not").isFalse();
    }
}
