package io.github.camelpika.observe.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskFilter;
import io.github.camelpika.track.TaskPage;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;

/**
 * What goes no further until a person does something, and what that is.
 */
final class NeedsView {

    /** More of them than that have one reason, which the first ones show. */
    private static final int MOST = 20;

    private final List<ComponentServices> components;

    NeedsView(List<ComponentServices> components) {
        this.components = components;
    }

    List<Map<String, Object>> json() {
        List<Map<String, Object>> needs = new ArrayList<>();
        components.forEach(component -> withoutKey(component, needs));
        components.forEach(component -> component.costs().budgets().stream().filter(budget -> budget.left() == 0)
                .forEach(budget -> needs.add(spent(component, budget))));
        TasksUnderWay.trackers(components).forEach((tracker, queues) -> {
            unknown(tracker, needs);
            dead(tracker, queues, needs);
        });
        return needs;
    }

    private static void withoutKey(ComponentServices component, List<Map<String, Object>> needs) {
        component.keyless().describe(component.runtime().timer().nanos()).forEach(line -> needs.add(BoardView.known(
                "kind", "key", "component", component.name(), "text", line,
                "todo", "Set apiKey at the queue's consumer or at that component. Until then nobody asks for these tasks, and they time out.")));
    }

    private static Map<String, Object> spent(ComponentServices component, BudgetState budget) {
        CostUnit unit = budget.limit().unit();
        return BoardView.known("kind", "budget", "component", component.name(),
                "text", "Of " + unit.text(budget.limit().most()) + " for today, " + unit.text(budget.totals().spent()) + " are spent and "
                        + unit.text(budget.totals().reserved()) + " reserved",
                "todo", "Submissions resume at midnight " + component.costs().zone() + ", or with a higher " + budget.limit().option() + ".");
    }

    private void unknown(TaskTracker tracker, List<Map<String, Object>> needs) {
        tracker.listUnknown(MOST).forEach(task -> needs.add(need("unknown", task,
                "Look in the gateway's console for a job with this prompt. If it is there, give its task id; if not, say so, and it may be"
                + " submitted again.")));
    }

    private void dead(TaskTracker tracker, Set<String> queues, List<Map<String, Object>> needs) {
        TaskPage dead = tracker.page(TaskFilter.of(queues, Set.of(Phase.DEAD), null), 0, MOST);
        // one whose fate is unknown is told of already
        dead.tasks().stream().filter(each -> !each.task().isFateUnknown()).forEach(each -> needs.add(need("dead", each.task(),
                "Its route failed as often as maxDeliveries allows. Mend the route, and send the task again.")));
        if (dead.total() > dead.tasks().size()) {
            needs.add(BoardView.known("kind", "more", "text", dead.total() - dead.tasks().size() + " more tasks are dead",
                    "todo", "They are in the list of tasks, under the state dead."));
        }
    }

    private Map<String, Object> need(String kind, TrackedTask task, String todo) {
        ComponentServices component = components.stream().filter(each -> each.name().equals(task.origin().component())).findFirst()
                .orElse(components.get(0));
        KeyScrub scrub = new KeyScrub(component.options().getApiKey());
        return BoardView.known("kind", kind, "id", task.id(), "component", component.name(), "title", Gateway.named(task.origin().gateway()).title(),
                "queue", task.queue(), "taskId", task.task().taskId(), "perhaps", task.possibleTaskId(),
                "prompt", JobLabel.firstWords(scrub.scrub(task.task().prompt())),
                "key", JobLabel.key(scrub.scrub(task.claim().key())), "since", BoardView.seconds(task.acceptedAt()),
                "deliveries", task.deliveries() == 0 ? null : task.deliveries(),
                "text", BoardView.brief(scrub.scrub(task.task().error())), "todo", todo);
    }
}
