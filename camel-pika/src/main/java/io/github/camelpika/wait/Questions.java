package io.github.camelpika.wait;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelpika.gateway.Answer;

/**
 * The questions that are under way, one for all who wait for the same task of the same gateway: its answer is told to each
 * of them, also to those who would have asked only later.
 */
final class Questions {

    /** In line, so it will be sent after anything that has happened until now. */
    private static final long NOT_SENT = Long.MAX_VALUE;

    private final OpenWaits waits;
    private final Map<Subject, Question> underWay = new ConcurrentHashMap<>();
    /** Counts what happens, as two things may happen in the same nanosecond. */
    private final AtomicLong moments = new AtomicLong();

    private record Subject(GatewayAccess access, String taskId) {
    }

    Questions(OpenWaits waits) {
        this.waits = waits;
    }

    /**
     * A number that is greater than that of all that has happened before.
     */
    long moment() {
        return moments.incrementAndGet();
    }

    /**
     * Asks after a task, unless that is being done.
     *
     * @param since a question that was sent before this moment won't do; 0 if any does
     * @param group with whom it stands in line
     */
    void ask(GatewayAccess access, String taskId, long since, Object group) {
        Question mine = new Question(new Subject(access, taskId), group);
        Question asked = underWay.compute(mine.subject, (same, there) -> there != null && there.sent > since ? there : mine);
        if (asked == mine) {
            access.query(taskId, mine);
        }
    }

    int underWay() {
        return underWay.size();
    }

    private final class Question implements Asker {

        private final Subject subject;
        private final Object group;
        private volatile long sent = NOT_SENT;

        Question(Subject subject, Object group) {
            this.subject = subject;
            this.group = group;
        }

        @Override
        public Object group() {
            return group;
        }

        @Override
        public boolean isWanted() {
            // it is one step to find that nobody wants it and to let nobody rely on it any more
            return this == underWay.computeIfPresent(subject, (same, there) -> there == this && !isAwaited() ? null : there);
        }

        private boolean isAwaited() {
            return waits.areAt(subject.access, subject.taskId);
        }

        @Override
        public void sending() {
            sent = moment();
        }

        @Override
        public void answered(Answer answer) {
            // whoever wants to know from now on asks anew, and all who have relied on this are told
            underWay.remove(subject, this);
            waits.at(subject.access, subject.taskId).forEach(wait -> wait.answered(answer, sent));
        }
    }
}
