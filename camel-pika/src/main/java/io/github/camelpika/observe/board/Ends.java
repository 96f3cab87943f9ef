package io.github.camelpika.observe.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.runtime.SeenTasks;
import io.github.camelpika.track.EndedTask;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.TaskTracker;

/**
 * What has ended: what this process has seen, and what a database knows of other processes and of this one before its start.
 */
final class Ends {

    private static final int MOST_KEPT = 1_000;
    /** What is read of the database takes it some milliseconds, and any number of boards may be open. */
    private static final Duration LASTS = Duration.ofSeconds(10);

    private final Map<TaskTracker, Refreshed<List<EndedTask>>> kept = new ConcurrentHashMap<>();

    /** A task that has ended, and whose it is. */
    record Ended(ComponentServices component, SeenTasks.End end) {
    }

    private record Name(String gateway, String taskId) {
        static Name of(VideoTask task) {
            return new Name(task.gateway(), task.taskId());
        }
    }

    /**
     * The latest first.
     */
    List<Ended> of(List<ComponentServices> components) {
        List<Ended> ends = new ArrayList<>();
        Set<Name> seen = new HashSet<>();
        for (ComponentServices component : components) {
            component.observer().seen().ends().forEach(end -> {
                seen.add(Name.of(end.task()));
                ends.add(new Ended(component, end));
            });
        }
        for (ComponentServices component : components) {
            kept(component).filter(each -> seen.add(Name.of(each.task().task())))
                    .forEach(each -> ends.add(new Ended(component, end(each))));
        }
        ends.sort(Comparator.comparing((Ended each) -> each.end.when()).reversed().thenComparing(each -> each.end.id()));
        return ends;
    }

    /**
     * One of them by its id.
     */
    Optional<Ended> find(List<ComponentServices> components, String id) {
        return components.stream().flatMap(component -> Stream.concat(component.observer().seen().end(id).stream(),
                kept(component).filter(each -> each.task().id().equals(id)).map(Ends::end)).map(end -> new Ended(component, end)))
                .findFirst();
    }

    private Stream<EndedTask> kept(ComponentServices component) {
        TaskTracker tracker = component.tracker();
        return !tracker.isShared() ? Stream.empty()
                : kept.computeIfAbsent(tracker, each -> new Refreshed<>(() -> each.listEnded(MOST_KEPT), LASTS,
                        component.runtime().timer(), component.runtime().storage())).get().stream().flatMap(List::stream)
                        .filter(each -> each.task().origin().component().equals(component.name()));
    }

    private static SeenTasks.End end(EndedTask ended) {
        return new SeenTasks.End(ended.task().id(), ended.task().task(), null, ended.when(),
                new SeenTasks.Job(JobLabel.of(ended.task()), ended.task().kind(), null), Map.of());
    }
}
