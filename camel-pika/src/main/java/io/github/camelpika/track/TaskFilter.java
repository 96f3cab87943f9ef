package io.github.camelpika.track;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which tasks of queues somebody looks for.
 *
 * @param queues where to look
 * @param phases how far they are
 * @param words  each of which is in what may be shown of the task, whatever its case; none finds all
 * @param also   what else is to be so, which the tracker doesn't know; null for nothing
 */
public record TaskFilter(List<String> queues, Set<Phase> phases, List<String> words, Predicate<TrackedTask> also) {

    /** What goes on by itself. */
    public static final Set<Phase> UNDER_WAY = Set.of(Phase.INTENT, Phase.WAITING, Phase.READY);

    /**
     * @param text words with blanks between, or null
     */
    public static TaskFilter of(Collection<String> queues, Set<Phase> phases, String text) {
        return new TaskFilter(List.copyOf(queues), Set.copyOf(phases), words(text), null);
    }

    /**
     * The words of a search, as they are looked for.
     *
     * @param text null for none
     */
    public static List<String> words(String text) {
        return text == null ? List.of()
                : Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /**
     * Whether each task has to be looked at.
     */
    boolean isSearch() {
        return !words.isEmpty() || also != null;
    }

    /**
     * Whether each of the words is in one of the texts.
     *
     * @param texts may be null
     */
    public static boolean finds(List<String> words, String... texts) {
        List<String> lower = Stream.of(texts).filter(text -> text != null).map(text -> text.toLowerCase(Locale.ROOT)).toList();
        return words.stream().allMatch(word -> lower.stream().anyMatch(text -> text.contains(word)));
    }

    /**
     * Looks only at what anybody may be shown: not at headers nor addresses, as who may search for parts of a secret finds
     * all of it.
     */
    boolean finds(TrackedTask task) {
        return phases.contains(task.phase())
               && (also == null || also.test(task))
               && (words.isEmpty() || finds(words, JobLabel.of(task).prompt(), task.task().taskId(), task.id(), task.queue(),
                       JobLabel.key(task.claim().key()), task.origin().gateway(), task.kind().model()));
    }
}
