package io.github.camelpika.observe.board;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskFilter;
import io.github.camelpika.track.TrackedTask;

/**
 * What a person looks for.
 *
 * @param queue the queue, {@link #NO_QUEUE} for what is waited for inline, or null for all
 * @param state a phase, or null for those that go on by themselves
 * @param label null for all
 * @param words each of which is in what is shown
 * @param page  of the tasks that are on their way, from 0
 * @param ended the page of those that have ended, from 0
 */
record BoardFilter(String queue, Phase state, String label, List<String> words, int page, int ended) {

    static final String NO_QUEUE = "-";
    private static final int LAST_PAGE = 10_000;

    static BoardFilter of(BoardRequest request) {
        return new BoardFilter(request.parameter("queue"), phase(request.parameter("state")), request.parameter("label"),
                TaskFilter.words(request.parameter("q")), page(request.parameter("page")), page(request.parameter("ended")));
    }

    private static Phase phase(String name) {
        return Stream.of(Phase.values()).filter(phase -> phase != Phase.DONE && phase.name().toLowerCase(Locale.ROOT).equals(name)).findFirst().orElse(null);
    }

    private static int page(String number) {
        return number != null && number.matches("\\d{1,5}") ? Math.min(Integer.parseInt(number), LAST_PAGE) : 0;
    }

    /**
     * The same for a tracker that has these queues.
     *
     * @param labelOf tells the label of a task, or null
     */
    TaskFilter in(Collection<String> queues, Function<TrackedTask, String> labelOf) {
        List<String> wanted = queue == null ? List.copyOf(queues) : queues.stream().filter(queue::equals).toList();
        return new TaskFilter(wanted, state == null ? TaskFilter.UNDER_WAY : Set.of(state), words,
                label == null ? null : task -> isForLabel(labelOf.apply(task)));
    }

    /**
     * Whether tasks may be meant that are waited for without a queue.
     */
    boolean isForWaits() {
        return (queue == null || queue.equals(NO_QUEUE)) && (state == null || state == Phase.WAITING);
    }

    boolean isForLabel(String name) {
        return label == null || label.equals(name);
    }

    boolean isForQueue(String name) {
        return queue == null || (queue.equals(NO_QUEUE) ? name == null : queue.equals(name));
    }
}
