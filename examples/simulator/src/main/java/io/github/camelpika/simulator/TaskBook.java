package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Every accepted task, in order. */
final class TaskBook {

    private static final long SMALLEST_LONG_SEED = 1L << 31;

    private final InstantSource clock;
    private final Durations durations;
    private final int points;
    private final SplittableRandom random;
    private final Map<String, SimTask> tasks = new LinkedHashMap<>();

    TaskBook(InstantSource clock, Durations durations, int points, long seed) {
        this.clock = clock;
        this.durations = durations;
        this.points = points;
        this.random = new SplittableRandom(seed);
    }

    synchronized SimTask accept(Gateway gateway, JsonNode request, Fault fault) {
        Instant now = clock.instant();
        TaskPlan plan = new TaskPlan(durations.queued(random), durations.running(random), fault);
        String prompt = request.path(gateway.dialect().promptField()).asText();
        long drawnSeed = random.nextLong(SMALLEST_LONG_SEED, 2 * SMALLEST_LONG_SEED);
        long seed = request.at("/options/parameters/seed").asLong(drawnSeed);
        // Not drawn from the seed: two simulators of one test run must never give out the same id.
        String id = UUID.randomUUID().toString();
        SimTask task = new SimTask(
                id, gateway.name(), request, prompt, now, seed, points, plan, new TaskWatch(clock));
        tasks.put(id, task);
        return task;
    }

    synchronized Optional<SimTask> find(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    synchronized List<SimTask> all() {
        return List.copyOf(tasks.values());
    }
}
