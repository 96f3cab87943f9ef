package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A queue in memory under whatever may happen in whatever order, beside one that is a list of phases: what is counted,
 * listed and given to routes is the same.
 */
class MemoryQueueModelTest {

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.example.com");
    private static final int STEPS = 1_500;
    private static final int MOST_TRIES = 3;

    private final VirtualTimer timer = new VirtualTimer();
    private final MemoryQueue queue = new MemoryQueue(timer, id -> { }, (task, when) -> { });
    private final KeylessHandler handler = new KeylessHandler(timer, Duration.ofDays(999));
    private final Map<String, Task> model = new LinkedHashMap<>();
    /** The tasks that routes are to get, in order. */
    private final List<Task> line = new ArrayList<>();
    private final List<Delivery> routes = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private TaskTracker.Subscription consumer;
    private int numbers;

    private static final class Task {

        private final String id;
        private Phase phase = Phase.INTENT;
        private boolean hasId;
        private int tries;
        /** What it is the same thing by that a route was given. */
        private int version;

        Task(String id) {
            this.id = id;
        }

        private void become(Phase newPhase) {
            phase = newPhase;
            version++;
        }
    }

    private record Delivery(Task task, int version) {
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsListsAndGivesOutLikeAListOfPhases(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step(random);
            giveOut();
            assertThat(queue.counts()).isEqualTo(counts());
            assertThat(queue.list(1_000)).extracting(TrackedTask::id, TrackedTask::phase)
                    .containsExactlyElementsOf(model.values().stream()
                            .map(task -> tuple(task.id, task.phase)).toList());
            assertThat(queue.listUnknown(1_000)).extracting(TrackedTask::id).containsExactlyInAnyOrderElementsOf(
                    where(task -> !task.hasId && task.phase != Phase.INTENT).stream().map(task -> task.id).toList());
            assertThat(handler.delivered).extracting(TrackedTask::id).containsExactlyElementsOf(given);
        }
    }

    private void step(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> intend();
            case 2, 3 -> any(random, task -> !task.hasId).forEach(this::accepted);
            case 4, 5 -> any(random, task -> task.phase == Phase.WAITING).forEach(this::ended);
            case 6 -> any(random, task -> task.phase == Phase.INTENT).forEach(this::unknown);
            case 7, 8 -> done(random.nextInt(3) > 0);
            case 9 -> any(random, task -> task.phase != Phase.INTENT).forEach(this::forget);
            case 10 -> any(random, task -> task.phase == Phase.DEAD).forEach(this::sendAgain);
            default -> consume(random);
        }
    }

    private List<Task> where(Predicate<Task> which) {
        return model.values().stream().filter(which).toList();
    }

    private List<Task> any(Random random, Predicate<Task> which) {
        List<Task> found = where(which);
        return found.isEmpty() ? found : List.of(found.get(random.nextInt(found.size())));
    }

    private TrackedTask intent(String id) {
        return TrackedTask.intent(id, Claim.of(id), "q", ORIGIN, new SubmittedMessage(Map.of(), null));
    }

    private void intend() {
        String id = "s" + numbers++;
        queue.add(intent(id));
        model.put(id, new Task(id));
    }

    private void accepted(Task task) {
        queue.accepted(task.id, "task of " + task.id);
        line.remove(task);
        task.hasId = true;
        task.tries = 0;
        task.become(Phase.WAITING);
    }

    private void ended(Task task) {
        assertThat(queue.end(task.id, was -> was.ended(TaskState.SUCCEEDED, null))).isPresent();
        task.become(Phase.READY);
        line.add(task);
    }

    private void unknown(Task task) {
        queue.unknown(intent(task.id), "the answer was lost", null);
        task.become(Phase.READY);
        line.add(task);
    }

    private void forget(Task task) {
        boolean may = task.phase != Phase.READY || !task.hasId;
        assertThat(queue.removeIf(task.id, there -> may)).isEqualTo(may);
        if (may) {
            model.remove(task.id);
            line.remove(task);
        }
    }

    private void sendAgain(Task task) {
        assertThat(queue.sendAgain(task.id)).isTrue();
        task.tries = 0;
        task.become(Phase.READY);
        line.add(task);
    }

    private void done(boolean fine) {
        if (routes.isEmpty()) {
            return;
        }
        Delivery delivery = routes.remove(0);
        Task task = delivery.task;
        boolean isTheSame = task.version == delivery.version && model.get(task.id) == task;
        if (isTheSame && fine && task.hasId) {
            model.remove(task.id);
        } else if (isTheSame && fine) {
            task.become(Phase.UNKNOWN);
        } else if (isTheSame && task.tries >= MOST_TRIES) {
            task.become(Phase.DEAD);
        } else if (isTheSame) {
            line.add(task);
        }
        handler.done(fine);
        giveOutBefore(isTheSame && !fine && line.contains(task) ? task : null);
        // longer than any pause between two tries
        timer.advance(Duration.ofMinutes(1));
    }

    /** What pauses comes behind what is ready. */
    private void giveOutBefore(Task pausing) {
        line.remove(pausing);
        giveOut();
        if (pausing != null) {
            line.add(pausing);
        }
    }

    private void consume(Random random) {
        if (consumer == null) {
            consumer = queue.subscribe(handler);
            timer.advance(Duration.ofSeconds(1));
        } else if (random.nextInt(3) == 0 && routes.isEmpty()) {
            consumer.stop();
            consumer = null;
        }
    }

    private void giveOut() {
        while (consumer != null && !line.isEmpty() && routes.size() < handler.concurrency()) {
            Task task = line.remove(0);
            task.tries++;
            task.version++;
            given.add(task.id);
            routes.add(new Delivery(task, task.version));
        }
    }

    private QueueCounts counts() {
        return new QueueCounts(count(Phase.WAITING), count(Phase.READY),
                routes.stream().map(Delivery::task).filter(task -> model.get(task.id) == task).distinct().count(),
                count(Phase.DEAD), count(Phase.UNKNOWN));
    }

    private long count(Phase phase) {
        return where(task -> task.phase == phase).size();
    }
}
