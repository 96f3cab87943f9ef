package io.github.camelpika.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** When a task's callbacks are posted, and what they tell. */
final class CallbackPlan {

    /**
     * @param due   when it is posted
     * @param tells the instant whose state it tells, which may be long gone
     */
    record Post(Instant due, Instant tells) {}

    private CallbackPlan() {}

    /** Of every change. */
    static List<Post> of(SimTask task) {
        return of(task, task.plan().changes().stream().map(task.acceptedAt()::plus).toList());
    }

    /** Of its end alone. */
    static List<Post> ofEnd(SimTask task) {
        return of(task, task.end().stream().toList());
    }

    private static List<Post> of(SimTask task, List<Instant> changes) {
        if (task.plan().fault() == null) {
            return punctual(changes);
        }
        return switch (task.plan().fault()) {
            case CALLBACK_LOST -> List.of();
            case CALLBACK_DUPLICATED -> punctual(changes.stream().flatMap(at -> Stream.of(at, at)).toList());
            case CALLBACK_REORDERED -> lastFirst(changes);
            default -> punctual(changes);
        };
    }

    private static List<Post> punctual(List<Instant> changes) {
        return changes.stream().map(at -> new Post(at, at)).toList();
    }

    private static List<Post> lastFirst(List<Instant> changes) {
        List<Instant> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        return reversed.stream().map(at -> new Post(reversed.get(0), at)).toList();
    }
}
