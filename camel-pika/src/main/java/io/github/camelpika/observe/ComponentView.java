package io.github.camelpika.observe;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLimit;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.QueueCounts;
import io.github.camelpika.track.TaskSnapshot;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.LearnedDuration;
import io.github.camelpika.wait.WaitSnapshot;
import org.apache.camel.util.json.JsonObject;

/**
 * What a component looks like to a person, as JSON. Durations are in milliseconds.
 */
public final class ComponentView {

    private static final int LONGEST_ERROR = 300;

    private final ComponentServices services;
    private final int most;
    private final TaskTracker tracker;
    private final KeyScrub scrub;

    public ComponentView(ComponentServices services, int most) {
        this.services = services;
        this.most = most;
        this.tracker = services.tracker();
        this.scrub = new KeyScrub(services.options().getApiKey());
    }

    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.put("name", services.name());
        json.put("gateway", services.options().getGateway());
        json.put("waiting", services.waiting());
        json.put("budgets", orTroubles(() -> services.costs().budgets().stream().map(ComponentView::budget)));
        json.put("totals", new JsonObject(services.observer().totals()));
        Set<String> inQueues = new HashSet<>();
        json.put("queues", services.queues().stream().limit(most).map(queue -> orTrouble(() -> queue(queue, inQueues))).toList());
        json.put("waits", services.runtime().waiter().snapshots(most).stream()
                .filter(wait -> !inQueues.contains(wait.taskId())).map(this::wait).toList());
        json.put("unknown", orTroubles(() -> tracker.listUnknown(most).stream().map(this::unknown)));
        json.put("learned", services.learned().all().stream().map(ComponentView::learned).toList());
        return json;
    }

    /**
     * A database that is away must not take the rest of the view along.
     */
    private static JsonObject orTrouble(Supplier<JsonObject> view) {
        try {
            return view.get();
        } catch (RuntimeException e) {
            return trouble(e);
        }
    }

    private static List<JsonObject> orTroubles(Supplier<Stream<JsonObject>> views) {
        try {
            return views.get().toList();
        } catch (RuntimeException e) {
            return List.of(trouble(e));
        }
    }

    private static JsonObject trouble(RuntimeException e) {
        JsonObject trouble = new JsonObject();
        trouble.put("trouble", Texts.brief(e.toString(), LONGEST_ERROR));
        return trouble;
    }

    private static JsonObject budget(BudgetState budget) {
        CostLimit limit = budget.limit();
        JsonObject json = new JsonObject();
        json.put("option", limit.option());
        json.put("unit", limit.unit().label());
        json.put("limit", limit.unit().decimal(limit.most()));
        json.put("spent", limit.unit().decimal(budget.totals().spent()));
        json.put("reserved", limit.unit().decimal(budget.totals().reserved()));
        json.put("left", limit.unit().decimal(budget.left()));
        json.put("day", budget.day().toString());
        return json;
    }

    private JsonObject queue(String queue, Set<String> inQueues) {
        QueueCounts counts = tracker.counts(queue);
        JsonObject json = new JsonObject();
        json.put("queue", queue);
        json.put("waiting", counts.waiting());
        json.put("ready", counts.ready());
        json.put("delivering", counts.delivering());
        json.put("dead", counts.dead());
        json.put("unknown", counts.unknown());
        List<TaskSnapshot> tasks = tracker.snapshots(queue, most);
        tasks.forEach(task -> inQueues.add(task.task().task().taskId()));
        json.put("tasks", tasks.stream().map(this::task).toList());
        return json;
    }

    private JsonObject task(TaskSnapshot snapshot) {
        TrackedTask task = snapshot.task();
        JsonObject json = task(task.task(), task.task().taskId(), task.origin().gateway(), task.kind(), snapshot.age());
        json.put("id", task.id());
        json.put("phase", task.phase().name());
        if (task.deliveries() > 0) {
            json.put("deliveries", task.deliveries());
        }
        putMillis(json, "next", snapshot.next());
        return json;
    }

    private JsonObject wait(WaitSnapshot wait) {
        JsonObject json = task(wait.last(), wait.taskId(), wait.gateway(), wait.kind(), wait.age());
        putMillis(json, "next", wait.nextPoll());
        return json;
    }

    /**
     * @param seen as it was last seen, or null
     */
    private JsonObject task(VideoTask seen, String taskId, String gateway, JobKind kind, Duration age) {
        JsonObject json = new JsonObject();
        json.put("taskId", taskId);
        json.put("gateway", gateway);
        if (seen != null) {
            json.put("state", seen.state().name());
            if (seen.progress() != null) {
                json.put("progress", seen.progress());
            }
            if (seen.queuePosition() != null) {
                json.put("queuePosition", seen.queuePosition());
            }
            if (seen.error() != null) {
                json.put("error", Texts.brief(seen.error(), LONGEST_ERROR));
            }
        }
        putMillis(json, "age", age);
        if (seen == null || !seen.state().isEnded()) {
            Optional<Duration> remaining = services.learned().remaining(gateway, kind, age);
            remaining.ifPresent(left -> putMillis(json, "expectedIn", left));
        }
        return json;
    }

    private static void putMillis(JsonObject json, String name, Duration duration) {
        if (duration != null) {
            json.put(name, duration.toMillis());
        }
    }

    private JsonObject unknown(TrackedTask task) {
        JsonObject json = new JsonObject();
        json.put("id", task.id());
        json.put("confirm", ResolveCommand.confirmation(task));
        json.put("key", JobLabel.key(scrub.scrub(task.claim().key())));
        json.put("queue", task.queue());
        json.put("gateway", task.origin().gateway());
        json.put("since", task.acceptedAt().toString());
        json.put("prompt", JobLabel.firstWords(task.task().prompt()));
        json.put("error", Texts.brief(task.task().error(), LONGEST_ERROR));
        json.put("possibleTaskId", task.possibleTaskId());
        json.values().removeIf(value -> value == null);
        return json;
    }

    private static JsonObject learned(LearnedDuration learned) {
        JsonObject json = new JsonObject();
        json.put("gateway", learned.gateway());
        json.put("model", learned.kind().model());
        json.put("input", learned.kind().input() == null ? null : learned.kind().input().name());
        json.put("samples", learned.samples());
        putMillis(json, "tenth", learned.tenth());
        putMillis(json, "median", learned.median());
        putMillis(json, "ninth", learned.ninth());
        json.values().removeIf(value -> value == null);
        return json;
    }
}
