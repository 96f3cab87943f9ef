package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.track.RecentSubmissions.Fate;
import io.github.camelpika.track.RecentSubmissions.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecentSubmissionsTest {

    private static final String LARGE = "a".repeat(1 << 20);

    private final VirtualTimer timer = new VirtualTimer();
    private final RecentSubmissions recent = new RecentSubmissions(timer);

    private void accept(String id, SubmittedMessage submitted) {
        recent.posting(TrackedTask.intent(id, Claim.of("o-" + id), "q", new Origin("pika", "vapi", "https://api.gpt.ge"), submitted));
        recent.settled(id, new Fate.Accepted("task-" + id), Moment.of(timer));
    }

    private List<String> ids() {
        return recent.settled().stream().map(Known::id).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void messagesOfAnySizeTakeNoMoreThanSomeMegabytes(boolean body) {
        for (int i = 0; i < 100; i++) {
            accept("large-" + i, body ? new SubmittedMessage(Map.of(), LARGE) : new SubmittedMessage(Map.of("document", LARGE), null));
        }
        assertThat(ids()).hasSizeBetween(8, 16).endsWith("large-98", "large-99");
        for (int i = 0; i < 1_000; i++) {
            accept("small-" + i, new SubmittedMessage(Map.of("row", i), "a cat"));
        }
        assertThat(ids()).as("they push out a few").contains("large-99").hasSizeGreaterThan(1_005);
    }

    @Test
    void whatGoesMakesRoom() {
        for (int i = 0; i < 100; i++) {
            accept("large-" + i, new SubmittedMessage(Map.of(), LARGE));
            recent.forget("large-" + i);
        }
        accept("first", SubmittedMessage.NOTHING);
        for (int i = 0; i < 5; i++) {
            accept("again", new SubmittedMessage(Map.of(), LARGE));
        }
        assertThat(ids()).containsExactly("first", "again");
        timer.advance(Duration.ofMinutes(11));
        for (int i = 0; i < 8; i++) {
            accept("large-" + i, new SubmittedMessage(Map.of(), LARGE));
        }
        assertThat(ids()).hasSize(8);
    }
}
