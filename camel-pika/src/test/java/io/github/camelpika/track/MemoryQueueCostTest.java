package io.github.camelpika.track;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a change costs doesn't grow with the tasks that it doesn't touch.
 */
class MemoryQueueCostTest {

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.example.com");
    private static final int WAITING = 40_000;

    private final VirtualTimer timer = new VirtualTimer();
    private final WalkedMap<String, QueueEntry> entries = new WalkedMap<>();
    private final AtomicLong gone = new AtomicLong();
    private final MemoryQueue queue = new MemoryQueue(timer, id -> gone.incrementAndGet(), (task, when) -> { }, entries);
    private final CountedHandler handler = new CountedHandler(new KeylessHandler(timer, Duration.ofDays(1)));

    private static TrackedTask intent(int i) {
        return TrackedTask.intent("s" + i, Claim.of("s" + i), "q", ORIGIN, new SubmittedMessage(Map.of(), null));
    }

    private void wait(int from, int to) {
        for (int i = from; i < to; i++) {
            queue.add(intent(i));
            queue.accepted("s" + i, "t" + i);
        }
    }

    @Test
    void changesBesideFortyThousandThatWaitLookAtWhatChanges() {
        queue.subscribe(handler);
        timer.advance(Duration.ofSeconds(1));
        wait(0, WAITING);
        assertThat(handler.asked).hasValue(WAITING);
        wait(WAITING, WAITING + 10_000);
        for (int i = 0; i < 10_000; i++) {
            queue.end("s" + i, task -> task.ended(TaskState.SUCCEEDED, null));
            queue.counts();
            handler.keyless.done(i % 2 == 0);
        }
        for (int i = 10_000; i < 20_000; i++) {
            queue.removeIf("s" + i, task -> true);
        }
        queue.listUnknown(1_000);
        assertThat(entries.walked()).isZero();
        // each was looked at once when there was to be found who can ask after it
        assertThat(handler.asked).hasValue(WAITING + 10_000);
        assertThat(gone).hasValue(15_000);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(30_000, 5_000, 0, 0, 0));
    }

    @Test
    void consumersThatComeAndGoLookAtTheTasksThatTheyWatch() {
        queue.subscribe(handler);
        timer.advance(Duration.ofSeconds(1));
        wait(0, 1_000);
        CountedHandler second = new CountedHandler(new KeylessHandler(timer, Duration.ofDays(1)));
        queue.subscribe(second).stop();
        assertThat(entries.walked()).isZero();
    }

    @Test
    void theListsLookAtAsManyAsTheyShow() {
        wait(0, 1_000);
        queue.list(10);
        queue.snapshots(10);
        assertThat(entries.walked()).isLessThanOrEqualTo(22);
    }

    @Test
    void whatExpiresIsFoundWithoutALookAtTheOthers() {
        wait(0, 10);
        timer.advance(Duration.ofHours(2));
        wait(10, 1_000);
        queue.expire(timer.now().minus(Duration.ofHours(1)));
        assertThat(gone).hasValue(10);
        assertThat(entries.walked()).isZero();
    }
}
