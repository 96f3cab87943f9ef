package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may cross on its way: answers, callbacks, deliveries, consumers that come and go.
 */
class MemoryTaskTrackerTest {

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.example.com");

    private final VirtualTimer timer = new VirtualTimer();
    private final MemoryTaskTracker tracker = new MemoryTaskTracker(timer);
    private final KeylessHandler handler = new KeylessHandler(timer, Duration.ofMinutes(30));
    private final List<TrackedTask> delivered = handler.delivered;

    private TrackedTask intent() {
        return TrackedTask.intent("s1", Claim.of("s1"), "q", ORIGIN,
                new SubmittedMessage(Map.of("row", 7), "a cat"));
    }

    private TaskTracker.Subscription intend() {
        tracker.intend(intent());
        TaskTracker.Subscription subscription = tracker.subscribe(handler);
        timer.advance(Duration.ofSeconds(1));
        return subscription;
    }

    private Phase phase() {
        return tracker.find("s1").map(TrackedTask::phase).orElse(null);
    }

    private void done(boolean fine) {
        handler.done(fine);
    }

    @Test
    void aCallbackThatBeatsTheLostAnswerWins() {
        intend();
        tracker.accepted("s1", "t1");
        tracker.unknown(intent(), "the answer was lost", null);
        assertThat(phase()).isEqualTo(Phase.WAITING);
        tracker.refused(intent());
        assertThat(phase()).isEqualTo(Phase.WAITING);
        timer.advance(Duration.ofHours(1));
        assertThat(delivered).extracting(task -> task.task().state()).containsExactly(TaskState.TIMED_OUT);
    }

    @Test
    void anUnknownThatIsFoundWhileItsRouteRunsIsDeliveredAgainWhenItHasEnded() {
        for (boolean fine : new boolean[] { true, false }) {
            intend();
            delivered.clear();
            tracker.unknown(intent(), "the answer was lost", null);
            tracker.accepted("s1", "t1");
            done(fine);
            assertThat(phase()).isEqualTo(Phase.WAITING);
            timer.advance(Duration.ofHours(1));
            assertThat(delivered).extracting(task -> task.task().state())
                    .containsExactly(TaskState.UNKNOWN, TaskState.TIMED_OUT);
            done(true);
            assertThat(phase()).isNull();
        }
    }

    @Test
    void anUnknownThatIsFoundWhileItPausesIsNotDeliveredBeforeItHasEnded() {
        intend();
        tracker.unknown(intent(), "the answer was lost", null);
        done(false);
        tracker.accepted("s1", "t1");
        timer.advance(Duration.ofMinutes(5));
        assertThat(delivered).hasSize(1);
        timer.advance(Duration.ofHours(1));
        assertThat(delivered).extracting(task -> task.task().state())
                .containsExactly(TaskState.UNKNOWN, TaskState.TIMED_OUT);
    }

    @Test
    void anUnknownThatWasDeliveredIsKeptUntilAPersonForgetsIt() {
        intend();
        tracker.unknown(intent(), "the answer was lost", null);
        done(true);
        timer.advance(Duration.ofDays(365));
        assertThat(phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(delivered).hasSize(1);
        assertThat(tracker.forget("s1")).isTrue();
        assertThat(phase()).isNull();
    }

    @Test
    void aTaskThatPausesWhenItsConsumerStopsGoesToTheNextOne() {
        TaskTracker.Subscription first = intend();
        tracker.unknown(intent(), "the answer was lost", null);
        done(false);
        first.stop();
        timer.advance(Duration.ofMinutes(1));
        assertThat(delivered).hasSize(1);
        tracker.subscribe(handler);
        timer.advance(Duration.ofSeconds(1));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void aTaskWhoseRouteEndsAfterItsConsumerStoppedIsDoneOrGoesToTheNextOne() {
        TaskTracker.Subscription first = intend();
        tracker.unknown(intent(), "the answer was lost", null);
        first.stop();
        done(false);
        assertThat(phase()).isEqualTo(Phase.READY);
        tracker.subscribe(handler);
        timer.advance(Duration.ofSeconds(1));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void pausesDoubleUpToFiveMinutes() {
        DeliveryPolicy policy = new DeliveryPolicy(100, Duration.ofSeconds(5));
        assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.pauseAfter(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy.pauseAfter(99)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void queuesThatNobodyUsesAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            TrackedTask task = TrackedTask.intent("s" + i, Claim.of("s" + i), "queue " + i, ORIGIN,
                    new SubmittedMessage(Map.of(), null));
            tracker.intend(task);
            tracker.refused(task);
            tracker.counts("nobody's " + i);
            tracker.list("nobody's " + i, 1);
        }
        assertThat(tracker.queues()).isLessThanOrEqualTo(MemoryTaskTracker.FEW_QUEUES);
    }

    @Test
    void ofManyQueuesThoseThatAreUsedStayAndTheOthersAreNoMoreThanThey() {
        for (int i = 0; i < 10_000; i++) {
            TrackedTask task = TrackedTask.intent("s" + i, Claim.of("s" + i), "queue " + i, ORIGIN,
                    new SubmittedMessage(Map.of(), null));
            tracker.intend(task);
            if (i % 10 != 0) {
                tracker.refused(task);
            }
        }
        assertThat(tracker.queues()).isBetween(1_000, 2_100);
        assertThat(tracker.find("s0")).isPresent();
        assertThat(tracker.list("queue 9990", 1)).hasSize(1);
    }
}
