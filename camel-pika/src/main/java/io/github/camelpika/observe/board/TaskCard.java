package io.github.camelpika.observe.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.SeenTasks;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.TaskFilter;
import io.github.camelpika.track.TaskSnapshot;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.WaitSnapshot;

/**
 * What the board shows of a task that is on its way.
 */
final class TaskCard {

    private final ComponentServices component;
    private final KeyScrub scrub;
    private final Instant now;

    TaskCard(ComponentServices component) {
        this.component = component;
        this.scrub = new KeyScrub(component.options().getApiKey());
        this.now = component.runtime().timer().now();
    }

    Map<String, Object> of(TaskSnapshot snapshot) {
        TrackedTask task = snapshot.task();
        Map<String, Object> card = card(task.task(), task.task().taskId(), task.origin().gateway(), task.kind(), snapshot.age());
        card.putAll(BoardView.known("id", task.id(), "queue", task.queue(), "phase", word(task.phase()),
                "component", task.origin().component(), "key", JobLabel.key(scrub.scrub(task.claim().key())),
                "deliveries", task.deliveries() == 0 ? null : task.deliveries(), "next", from(snapshot.next())));
        if (!TaskFilter.UNDER_WAY.contains(task.phase())) {
            card.remove("expected");
        }
        return card;
    }

    Map<String, Object> of(WaitSnapshot wait) {
        Map<String, Object> card = card(wait.last(), wait.taskId(), wait.gateway(), wait.kind(), wait.age());
        card.putAll(BoardView.known("phase", "waiting", "component", component.name(), "next", from(wait.nextPoll())));
        return card;
    }

    private Map<String, Object> card(VideoTask seen, String taskId, String gateway, JobKind kind, Duration age) {
        Optional<SeenTasks.Job> job = taskId == null ? Optional.empty() : component.observer().seen().job(gateway, taskId);
        Optional<Duration> left = seen != null && seen.state().isEnded() ? Optional.empty()
                : component.learned().remaining(gateway, kind, age);
        String prompt = job.map(each -> each.label().prompt()).orElse(seen == null ? null : seen.prompt());
        return BoardView.known("taskId", taskId, "gateway", gateway, "title", Gateway.named(gateway).title(),
                "prompt", JobLabel.firstWords(scrub.scrub(prompt)), "route", job.map(each -> each.label().routeId()).orElse(null),
                "label", scrub.scrub(job.map(SeenTasks.Job::costLabel).orElse(null)),
                "model", scrub.scrub(kind.model()), "input", kind.input() == null ? null : word(kind.input()),
                "state", seen == null ? null : word(seen.state()), "progress", seen == null ? null : seen.progress(),
                "position", seen == null ? null : seen.queuePosition(),
                "error", seen == null ? null : BoardView.brief(scrub.scrub(seen.error())),
                "since", from(age.negated()), "expected", from(left.orElse(null)));
    }

    private Long from(Duration duration) {
        return duration == null ? null : BoardView.seconds(now.plus(duration).plusMillis(500));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
