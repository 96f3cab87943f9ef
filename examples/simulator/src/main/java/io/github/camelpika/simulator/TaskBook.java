package io.github.camelpika.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/** Every accepted task, in order. */
final class TaskBook {

    static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final long SMALLEST_LONG_SEED = 1L << 31;

    private final InstantSource clock;
    private final Durations durations;
    private final int points;
    private final int mostInFlight;
    private final SplittableRandom random;
    private final Map<String, SimTask> tasks = new LinkedHashMap<>();

    TaskBook(InstantSource clock, Durations durations, int points, int mostInFlight, long seed) {
        this.clock = clock;
        this.durations = durations;
        this.points = points;
        this.mostInFlight = mostInFlight;
        this.random = new SplittableRandom(seed);
    }

    /** Empty when the gateway has as many tasks under way as it takes. */
    synchronized Optional<SimTask> accept(Draft draft, Fault fault) {
        if (mostInFlight != NO_LIMIT && underWay(draft.gateway()).count() >= mostInFlight) {
            return Optional.empty();
        }
        TaskPlan plan = plan(draft, fault);
        long drawnSeed = random.nextLong(SMALLEST_LONG_SEED, 2 * SMALLEST_LONG_SEED);
        // Not drawn from the seed: two simulators of one test run must never give out the same id.
        String id = UUID.randomUUID().toString();
        SimTask task = new SimTask(
                id, draft.gateway(), draft.request(), draft.prompt(), clock.instant(),
                draft.seed() == null ? drawnSeed : draft.seed(), points, plan, new TaskWatch(clock), draft.api(),
                draft.ratio());
        tasks.put(id, task);
        return Optional.of(task);
    }

    /** How many tasks of the gateway wait before the task, or would wait before a new one when it is null. */
    synchronized long queuedBefore(String gateway, SimTask task) {
        return underWay(gateway)
                .takeWhile(other -> other != task)
                .filter(other -> other.state() == TaskState.QUEUED)
                .count();
    }

    private Stream<SimTask> underWay(String gateway) {
        return tasks.values().stream()
                .filter(task -> task.gateway().equals(gateway) && !task.state().isEnd());
    }

    private TaskPlan plan(Draft draft, Fault fault) {
        Duration queued = durations.queued(random);
        Duration running = durations.running(random);
        return fault != null && fault.endsAtOnce()
                ? new TaskPlan(Duration.ZERO, Duration.ZERO, fault)
                : new TaskPlan(queued, running, fault, draft.startWithin());
    }

    synchronized Optional<SimTask> find(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    synchronized List<SimTask> all() {
        return List.copyOf(tasks.values());
    }
}
