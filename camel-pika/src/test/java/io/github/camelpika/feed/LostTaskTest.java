package io.github.camelpika.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TrackedTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LostTaskTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final MemoryTaskTracker tracker = new MemoryTaskTracker(timer);
    private final Instant posted = timer.now();

    private boolean isFound(String prompt, boolean signed, String toldPrompt, Instant created) {
        TrackedTask intent = TrackedTask.intent("s1", Claim.of("me"), "ads", new Origin("pika", "cometapi", "https://x"),
                SubmittedMessage.NOTHING).asking(prompt);
        tracker.intend(intent);
        tracker.unknown(intent, "no answer", null);
        new LostTask(tracker.find("s1").orElseThrow(), signed, tracker, Runnable::run).changed(new VideoTask("t1", "cometapi", TaskState.RUNNING, null,
                List.of(), toldPrompt, null, null, null, created, null));
        return tracker.find("s1").orElseThrow().task().taskId() != null;
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "a cat, a cat, true", "a cat, ' A  cat\n', true", "a cat, a dog, false", "a cat, a cat with a hat, false" })
    void aPromptThatIsToldHasToBeTheSame(String prompt, String told, boolean found) {
        assertThat(isFound(prompt, false, told, posted)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "a cat, -, 1, true", "a cat, ' ', 1, true", "-, a dog, 1, true",
            "a cat, -, -299, true", "a cat, -, -301, false", "a cat, -, 479, true", "a cat, -, 481, false", "-, a dog, 3600, false" })
    void whereThereIsNoPromptToCompareTheTimeHasToFit(String prompt, String told, long seconds, boolean found) {
        assertThat(isFound(prompt, true, told, posted.plus(Duration.ofSeconds(seconds)))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "false, false" })
    void whereNothingIsToldOnlyTheGatewaysSignatureSaysIt(boolean signed, boolean found) {
        assertThat(isFound("a cat", signed, null, null)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(ints = 1_000)
    void aLongPromptIsComparedByItsFirstWords(int words) {
        String prompt = "a cat ".repeat(words).strip();
        assertThat(isFound(JobLabel.firstWords(prompt), false, prompt, posted)).isTrue();
    }
}
