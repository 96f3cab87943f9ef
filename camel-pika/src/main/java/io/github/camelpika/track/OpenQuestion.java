package io.github.camelpika.track;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.gateway.Answer;

/**
 * A question after a task that a gateway is asked. It is over with its answer, or without one: when none came in time, or this
 * consumer stops.
 */
final class OpenQuestion {

    private final String origin;
    private final long revision;
    private final int failures;
    private final CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();

    /**
     * @param row      as it was when it was asked
     * @param failures how many questions after the task had failed in a row by then
     */
    OpenQuestion(TaskRow row, int failures) {
        this.origin = row.task().origin().baseUri();
        this.revision = row.revision();
        this.failures = failures;
    }

    String origin() {
        return origin;
    }

    int failures() {
        return failures;
    }

    /**
     * Whether nothing has been written down of the task since: else the answer may be older than what is known.
     */
    boolean isAbout(TaskRow row) {
        return row.revision() == revision;
    }

    boolean isOver() {
        return answer.isDone();
    }

    void over(Optional<Answer> with) {
        answer.complete(with);
    }

    /**
     * Has something done when it is over, at once if it is.
     */
    void whenOver(Runnable then) {
        answer.thenRun(then);
    }

    /**
     * Empty if none came.
     */
    Optional<Answer> answer() {
        return answer.getNow(Optional.empty());
    }
}
