package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MemoryKeysTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryKeys keys = new MemoryKeys();

    private void keep(String key, Instant now) {
        keys.keep(TrackedTask.intent(key, new Claim("me", key, "of a cat"), null,
                new Origin("pika", "cometapi", "https://api.example.com"), new SubmittedMessage(Map.of(), null)), now);
    }

    @Test
    void theOldestGoesWhenThereAreTooMany() {
        for (int i = 0; i <= MemoryKeys.MOST; i++) {
            keep("k" + i, NOW);
        }
        assertThat(keys.find("k0")).isEmpty();
        assertThat(keys.find("k1")).isPresent();
        assertThat(keys.find("k" + MemoryKeys.MOST)).isPresent();
    }

    @Test
    void keysAreKeptForSevenDaysByDefault() {
        keep("k", NOW);
        keys.expire(NOW.plus(Duration.ofDays(7)).minusMillis(1));
        assertThat(keys.find("k")).isPresent();
        keys.expire(NOW.plus(Duration.ofDays(7)));
        assertThat(keys.find("k")).isEmpty();
    }

    @Test
    void aRetentionInWhichNothingComesAgainIsRefused() {
        try (JdbcTaskTracker database = new JdbcTaskTracker()) {
            // what Camel makes of 7x, of 7, and of -1
            for (Duration retention : new Duration[] { Duration.ZERO, Duration.ofMillis(7), Duration.ofDays(-1), null }) {
                assertThatThrownBy(() -> new MemoryTaskTracker().setRetention(retention))
                        .hasMessageContaining("retention=" + retention + " is not valid: it must be 1m or more");
                assertThatThrownBy(() -> database.setRetention(retention)).hasMessageContaining("retention=" + retention + " is not valid");
            }
        }
    }
}
