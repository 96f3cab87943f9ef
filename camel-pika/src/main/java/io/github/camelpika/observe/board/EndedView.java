package io.github.camelpika.observe.board;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.SeenTasks;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.TaskFilter;

/**
 * The tasks that have ended, a page of them, the latest first.
 */
final class EndedView {

    static final int PAGE = 12;
    static final List<Artifact> SHOWN = List.of(Artifact.video, Artifact.poster);

    private final List<Ends.Ended> ends;
    private final BoardFilter filter;

    EndedView(List<Ends.Ended> ends, BoardFilter filter) {
        this.ends = ends;
        this.filter = filter;
    }

    Map<String, Object> json() {
        List<Ends.Ended> found = ends.stream().filter(this::isWanted).toList();
        return BoardView.known("total", found.size(), "page", filter.ended(), "pageSize", PAGE, "tasks",
                found.stream().skip((long) filter.ended() * PAGE).limit(PAGE).map(EndedView::card).toList());
    }

    private boolean isWanted(Ends.Ended ended) {
        SeenTasks.Job job = ended.end().job();
        VideoTask task = ended.end().task();
        return filter.isForQueue(job == null ? null : job.label().queue()) && filter.isForLabel(job == null ? null : job.costLabel())
               && TaskFilter.finds(filter.words(), task.taskId(), task.gateway(), job == null ? task.prompt() : job.label().prompt(),
                       job == null ? null : job.label().routeId(), job == null ? null : job.label().key(),
                       job == null ? null : job.label().queue(), job == null ? null : job.kind().model());
    }

    private static Map<String, Object> card(Ends.Ended ended) {
        ComponentServices component = ended.component();
        SeenTasks.End end = ended.end();
        VideoTask task = end.task();
        SeenTasks.Job job = end.job();
        KeyScrub scrub = new KeyScrub(component.options().getApiKey());
        BigDecimal cost = task.billing() == null ? null : task.billing().cost(component.options().getUnitPrice());
        return BoardView.known("id", end.id(), "taskId", task.taskId(), "component", component.name(), "gateway", task.gateway(),
                "title", Gateway.named(task.gateway()).title(), "state", TaskCard.word(task.state()),
                "prompt", JobLabel.firstWords(scrub.scrub(job == null ? task.prompt() : job.label().prompt())),
                "route", job == null ? null : job.label().routeId(), "queue", job == null ? null : job.label().queue(),
                "model", job == null ? null : scrub.scrub(job.kind().model()), "label", job == null ? null : scrub.scrub(job.costLabel()),
                "at", BoardView.seconds(end.when()), "took", seconds(end.age()),
                "length", task.video() == null ? null : task.video().duration(),
                "points", task.points(), "refund", task.refund(), "cost", cost == null ? null : cost.toPlainString(),
                "costState", task.billing() == null || task.billing().state() == null ? null : task.billing().state().toString(),
                "error", BoardView.brief(scrub.scrub(task.error())), "file", fileName(end), "media", media(component, end));
    }

    private static Long seconds(Duration age) {
        return age == null ? null : Math.round(age.toMillis() / 1_000.0);
    }

    private static String fileName(SeenTasks.End end) {
        return end.files().containsKey(Artifact.video) ? end.files().get(Artifact.video).getFileName().toString() : null;
    }

    /**
     * What can be shown of it: what is on the disk, or can be fetched with the component's own settings.
     */
    private static List<String> media(ComponentServices component, SeenTasks.End end) {
        List<String> media = new ArrayList<>();
        for (Artifact artifact : SHOWN) {
            if (hasFile(end, artifact) || isFetchable(component, end, artifact)) {
                media.add(artifact.name());
            }
        }
        return media;
    }

    static boolean hasFile(SeenTasks.End end, Artifact artifact) {
        return end.files().containsKey(artifact) && Files.isRegularFile(end.files().get(artifact));
    }

    static boolean isFetchable(ComponentServices component, SeenTasks.End end, Artifact artifact) {
        VideoTask task = end.task();
        return task.video() != null && artifact.urlIn(task.video()) != null
               && task.gateway().equals(component.options().getGateway());
    }
}
