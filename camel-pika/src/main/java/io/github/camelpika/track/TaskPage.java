package io.github.camelpika.track;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the tasks that somebody looked for.
 *
 * @param total how many there are on all pages
 * @param tasks those of this page, the latest first
 */
public record TaskPage(long total, List<TaskSnapshot> tasks) {

    /** Among so many of the latest tasks words are looked for: a search is not to hold up a database. */
    public static final int MOST_SEARCHED = 5_000;

    private static final Comparator<TaskSnapshot> LATEST_FIRST
            = Comparator.comparing((TaskSnapshot task) -> task.task().acceptedAt()).reversed().thenComparing(task -> task.task().id());

    static TaskPage of(Stream<TaskSnapshot> found, int skip, int most) {
        List<TaskSnapshot> all = found.sorted(LATEST_FIRST).toList();
        return new TaskPage(all.size(), all.stream().skip(skip).limit(most).toList());
    }
}
