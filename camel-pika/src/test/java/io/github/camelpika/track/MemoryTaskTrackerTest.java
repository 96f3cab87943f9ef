package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.time.Timer;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may cross on its way: answers, callbacks, deliveries, consumers that come and go.
 */
class MemoryTaskTrackerTest {

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.example.com");

    private final VirtualTimer timer = new VirtualTimer();
    private final MemoryTaskTracker tracker = new MemoryTaskTracker();
    private final List<TrackedTask> delivered = new ArrayList<>();
    private final List<Consumer<Boolean>> dones = new ArrayList<>();

    /** A consumer that has no key, so that tasks only wait for their time-out. */
    private final class Work implements QueueWork {
        @Override
        public String queue() {
            return "q";
        }

        @Override
        public int concurrency() {
            return 10;
        }

        @Override
        public int pollers() {
            return 1;
        }

        @Override
        public ExecutorService threads(String name, int size) {
            return Executors.newFixedThreadPool(size);
        }

        @Override
        public DeliveryPolicy deliveryPolicy() {
            return new DeliveryPolicy(3, Duration.ofSeconds(10));
        }

        @Override
        public Waiter waiter() {
            return new Waiter(timer, new Backoff(() -> 1));
        }

        @Override
        public Timer timer() {
            return timer;
        }

        @Override
        public Optional<WaitPolicy> policy(TrackedTask task) {
            return Optional.empty();
        }

        @Override
        public Duration waitTimeout() {
            return Duration.ofMinutes(30);
        }

        @Override
        public void polled(int polls) {
            // nobody is asked
        }

        @Override
        public boolean wantsChanges() {
            return false;
        }

        @Override
        public void changed(TrackedTask task) {
            // nothing changes
        }

        @Override
        public void deliver(TrackedTask task, Consumer<Boolean> done) {
            delivered.add(task);
            dones.add(done);
        }
    }

    private TrackedTask intent() {
        return TrackedTask.intent("s1", Claim.of("s1"), "q", ORIGIN, timer.now(),
                new Submitted(Map.of("row", 7), "a cat"));
    }

    private TaskTracker.Subscription intend() {
        tracker.intend(intent());
        TaskTracker.Subscription subscription = tracker.subscribe(new Work());
        timer.advance(Duration.ofSeconds(1));
        return subscription;
    }

    private Phase phase() {
        return tracker.find("s1").map(TrackedTask::phase).orElse(null);
    }

    private void done(boolean fine) {
        dones.remove(0).accept(fine);
    }

    @Test
    void aCallbackThatBeatsTheLostAnswerWins() {
        intend();
        tracker.accepted("s1", "t1", timer.now());
        tracker.unknown(intent(), "the answer was lost");
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
            tracker.unknown(intent(), "the answer was lost");
            tracker.accepted("s1", "t1", timer.now());
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
        tracker.unknown(intent(), "the answer was lost");
        done(false);
        tracker.accepted("s1", "t1", timer.now());
        timer.advance(Duration.ofMinutes(5));
        assertThat(delivered).hasSize(1);
        timer.advance(Duration.ofHours(1));
        assertThat(delivered).extracting(task -> task.task().state())
                .containsExactly(TaskState.UNKNOWN, TaskState.TIMED_OUT);
    }

    @Test
    void anUnknownThatWasDeliveredIsKeptUntilAPersonForgetsIt() {
        intend();
        tracker.unknown(intent(), "the answer was lost");
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
        tracker.unknown(intent(), "the answer was lost");
        done(false);
        first.stop();
        timer.advance(Duration.ofMinutes(1));
        assertThat(delivered).hasSize(1);
        tracker.subscribe(new Work());
        timer.advance(Duration.ofSeconds(1));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void aTaskWhoseRouteEndsAfterItsConsumerStoppedIsDoneOrGoesToTheNextOne() {
        TaskTracker.Subscription first = intend();
        tracker.unknown(intent(), "the answer was lost");
        first.stop();
        done(false);
        assertThat(phase()).isEqualTo(Phase.READY);
        tracker.subscribe(new Work());
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
}
