package io.github.camelpika.observe.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.SeenTasks;
import io.github.camelpika.track.TaskFilter;
import io.github.camelpika.track.TaskPage;
import io.github.camelpika.track.TaskSnapshot;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.WaitSnapshot;

/**
 * The tasks that are on their way, a page of them: first those of queues, then those that are waited for inline, each the
 * latest first.
 */
final class TasksUnderWay {

    static final int PAGE = 25;
    /** Of so many waits a page is made; whoever has more looks for words or at queues. */
    private static final int MOST_WAITS = 10_000;

    private final Map<String, ComponentServices> components;
    private final BoardFilter filter;

    /** A wait, and whose it is. */
    private record Waiting(ComponentServices component, WaitSnapshot snapshot) {
    }

    TasksUnderWay(List<ComponentServices> components, BoardFilter filter) {
        this.components = components.stream().collect(Collectors.toMap(ComponentServices::name, Function.identity(), (a, b) -> a,
                LinkedHashMap::new));
        this.filter = filter;
    }

    /**
     * The queues that somebody here submits to or takes from.
     */
    Set<String> queues() {
        Set<String> queues = new TreeSet<>();
        components.values().forEach(component -> queues.addAll(component.queues()));
        return queues;
    }

    Map<String, Object> json() {
        List<Map<String, Object>> tasks = new ArrayList<>();
        int skip = filter.page() * PAGE;
        long total = 0;
        Map<TaskTracker, Set<String>> trackers = trackers(components.values());
        for (Map.Entry<TaskTracker, Set<String>> each : trackers.entrySet()) {
            TaskPage page = each.getKey().page(filter.in(each.getValue(), this::label), (int) Math.max(0, skip - total), PAGE - tasks.size());
            page.tasks().forEach(task -> tasks.add(card(task)));
            total += page.total();
        }
        List<Waiting> waits = filter.isForWaits() ? waits(trackers) : List.of();
        waits.stream().skip(Math.max(0, skip - total)).limit(PAGE - tasks.size())
                .forEach(each -> tasks.add(new TaskCard(each.component).of(each.snapshot)));
        total += waits.size();
        return BoardView.known("total", total, "page", filter.page(), "pageSize", PAGE, "tasks", tasks);
    }

    private Map<String, Object> card(TaskSnapshot task) {
        return new TaskCard(origin(task.task())).of(task);
    }

    private ComponentServices origin(TrackedTask task) {
        ComponentServices origin = components.get(task.origin().component());
        return origin == null ? components.values().iterator().next() : origin;
    }

    /** Known of what was submitted here. */
    private String label(TrackedTask task) {
        return origin(task).observer().seen().job(task.origin().gateway(), task.task().taskId()).map(SeenTasks.Job::costLabel).orElse(null);
    }

    /**
     * Each once, as components may share one, with the queues that are of interest.
     */
    static Map<TaskTracker, Set<String>> trackers(Iterable<ComponentServices> components) {
        Map<TaskTracker, Set<String>> trackers = new IdentityHashMap<>();
        for (ComponentServices component : components) {
            trackers.computeIfAbsent(component.tracker(), tracker -> new TreeSet<>()).addAll(component.queues());
        }
        return trackers;
    }

    private List<Waiting> waits(Map<TaskTracker, Set<String>> trackers) {
        Set<String> inQueues = new HashSet<>();
        trackers.forEach((tracker, queues) -> {
            if (!tracker.isShared()) {
                tracker.page(TaskFilter.of(queues, TaskFilter.UNDER_WAY, null), 0, MOST_WAITS).tasks()
                        .forEach(task -> inQueues.add(task.task().task().taskId()));
            }
        });
        return components.values().stream()
                .flatMap(component -> component.runtime().waiter().snapshots(MOST_WAITS).stream().map(wait -> new Waiting(component, wait)))
                .filter(each -> !inQueues.contains(each.snapshot.taskId()) && isWanted(each))
                .sorted(Comparator.comparing((Waiting each) -> each.snapshot.age()).thenComparing(each -> each.snapshot.taskId())).toList();
    }

    private boolean isWanted(Waiting waiting) {
        WaitSnapshot wait = waiting.snapshot;
        if (filter.words().isEmpty() && filter.label() == null) {
            return true;
        }
        Optional<SeenTasks.Job> job = waiting.component.observer().seen().job(wait.gateway(), wait.taskId());
        if (!filter.isForLabel(job.map(SeenTasks.Job::costLabel).orElse(null))) {
            return false;
        }
        Stream<String> said = Stream.concat(
                job.stream().flatMap(each -> Stream.of(each.label().prompt(), each.label().routeId(), each.label().key())),
                Stream.of(wait.taskId(), wait.gateway(), wait.kind().model(), wait.last() == null ? null : wait.last().prompt()));
        return TaskFilter.finds(filter.words(), said.toArray(String[]::new));
    }
}
