package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.LateCancel;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a task that is on its way: asks the gateway once, and decides when to ask next or that it is over.
 */
final class PollStep extends Step {

    private static final Logger LOG = LoggerFactory.getLogger(PollStep.class);

    /** Tasks keep the moments of their acceptance, and wake-ups theirs, but not to the same fraction of a second. */
    private static final Duration ROUNDING = Duration.ofMillis(1);
    /** A wait whose limit is over asks once more, for so long at most. */
    private static final Duration LAST_CHANCE = Duration.ofSeconds(30);
    /** A rate limit that pauses for longer is not waited for by a thread. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
    /** So late another node asks after a task whose question was left open by one that died; as late as many polls are. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    PollStep(QueueNode node) {
        super(WakeUps.poll(node.queue()), node, Transactions.Lane.LOOKS, Phase.WAITING, false);
    }

    @Override
    Optional<TaskRow> read(String id) {
        return store().find(id);
    }

    @Override
    CompletionHandler<Void> look(TaskRow row, Execution execution) {
        return switch (row.task().phase()) {
            case INTENT -> intent(row);
            case WAITING -> waiting(row, execution);
            case READY -> deliver();
            case DONE, UNKNOWN, DEAD -> remove();
        };
    }

    private CompletionHandler<Void> intent(TaskRow row) {
        if (!store().isAbandoned(row)) {
            return again(store().abandoned(row.task().acceptedAt()));
        }
        if (row.task().mayBeRepeated(store().clock().now())) {
            return repeat(row.task());
        }
        store().submitted().abandoned(row.task());
        return again(Duration.ZERO);
    }

    private CompletionHandler<Void> repeat(TrackedTask intent) {
        Optional<WaitPolicy> policy = node().handler().policy(intent);
        if (policy.isEmpty()) {
            Instant pause = store().clock().now().plus(TaskEnd.KEY_PAUSE);
            return again(pause.isBefore(intent.repeat().until()) ? pause : intent.repeat().until());
        }
        return store().submitted().takeOver(intent.id(), UUID.randomUUID().toString())
                .map(mine -> repost(policy.get(), mine)).orElseGet(() -> again(Duration.ZERO));
    }

    private CompletionHandler<Void> repost(WaitPolicy policy, TrackedTask mine) {
        // should this node die as well, the next one goes on
        Instant abandoned = store().abandoned(mine.acceptedAt());
        return (complete, operations) -> {
            operations.reschedule(complete, abandoned);
            // not before: while it is looked at here, nobody can be told to look at what becomes of it
            new Repost(node(), policy.access(), mine).start();
        };
    }

    /**
     * Whether the wake-up is that of the acceptance, with which nobody has said yet when to ask.
     */
    private static boolean isAsAccepted(TaskRow row, Execution execution) {
        return row.last() == null && execution.lastSuccess == null && execution.consecutiveFailures == 0
                && !execution.executionTime.isAfter(row.task().acceptedAt().plus(ROUNDING));
    }

    /**
     * When a task is to be asked after first. A gateway that has only just accepted one need not be asked at once; one that
     * somebody else has submitted may be old.
     *
     * @return the moment of its acceptance where that can't be told here
     */
    Instant firstPoll(TaskRow accepted) {
        Instant acceptedAt = accepted.task().acceptedAt();
        if (accepted.task().isSubmittedElsewhere()) {
            return acceptedAt;
        }
        try {
            return node().handler().policy(accepted.task())
                    .map(policy -> acceptedAt.plusNanos(Math.max(pause(state(accepted, policy, null, 0), 0), 0))).orElse(acceptedAt);
        } catch (RuntimeException | Error e) {
            // an acceptance is written down whatever becomes of a plan
            LOG.debug("Submission {} is looked at now", accepted.task().id(), e);
            return acceptedAt;
        }
    }

    private WaitState state(TaskRow row, WaitPolicy policy, Duration seenAt, int failures) {
        return WaitState.resumed(row.task().task().taskId(), policy, !row.task().isSubmittedElsewhere(), row.task().kind(),
                row.last(), seenAt, sinceAcceptance(row, row.queuedSince()), failures,
                row.finalSince() == null ? null : sinceAcceptance(row, row.finalSince()));
    }

    private long pause(WaitState state, long age) {
        return Math.min(state.pause(age, node().backoff()), state.limit() - age);
    }

    private CompletionHandler<Void> waiting(TaskRow row, Execution execution) {
        OpenQuestion open = node().questions().after(row);
        if (open != null && !open.isOver()) {
            return leftOpen(open);
        }
        Optional<WaitPolicy> policy = node().handler().policy(row.task());
        if (policy.isEmpty()) {
            return withoutKey(row);
        }
        int failures = open == null ? execution.consecutiveFailures : open.failures();
        WaitState state = state(row, policy.get(), seenAt(row, execution), failures);
        if (open != null) {
            return over(row, state, open);
        }
        if (isAsAccepted(row, execution)) {
            Instant first = firstPoll(row);
            if (first.isAfter(store().clock().now())) {
                return again(first);
            }
        }
        long left = state.limit() - age(row).toNanos();
        Duration paused = policy.get().access().paused();
        if (paused.compareTo(SHORT_PAUSE) > 0) {
            // also where the limit is over: the gateway's pause is no reason to give up what it has made
            return afterPause(paused);
        }
        Optional<OpenQuestion> asked = node().ask(policy.get().access(), row, failures,
                Duration.ofNanos(Math.max(left, LAST_CHANCE.toNanos())));
        if (node().isStopping()) {
            return again(Duration.ZERO);
        }
        if (asked.isEmpty()) {
            return afterPause(OpenQuestions.untilPlace(policy.get().access(), LOOK_AGAIN));
        }
        return asked.get().isOver() ? over(row, state, asked.get()) : leftOpen(asked.get());
    }

    /**
     * It counts as a failure until the answer is there, for the reason that a pause does.
     */
    private CompletionHandler<Void> leftOpen(OpenQuestion question) {
        CompletionHandler<Void> later = failed(store().clock().now().plus(LOOK_AGAIN));
        return (complete, operations) -> {
            later.complete(complete, operations);
            // not before: while it is looked at here, its time can't be changed
            question.whenOver(() -> node().lookNow(complete.getExecution().getId()));
        };
    }

    private CompletionHandler<Void> over(TaskRow row, WaitState state, OpenQuestion question) {
        if (node().isStopping()) {
            return again(Duration.ZERO);
        }
        if (question.answer().isPresent()) {
            return answered(row, state, question.answer().get());
        }
        Duration pausedMeanwhile = state.policy().access().paused();
        return pausedMeanwhile.isNegative()
                ? end(row, state, state.timedOut(age(row).toNanos()))
                : afterPause(pausedMeanwhile);
    }

    /**
     * A pause is no look at the task, and must not end a row of failures as a look that goes well does. It counts as one more,
     * which at most makes the pause after the next failure a longer one.
     */
    private CompletionHandler<Void> afterPause(Duration paused) {
        return failed(store().clock().now().plus(node().spread(paused)));
    }

    private static Duration sinceAcceptance(TaskRow row, Instant moment) {
        return Duration.between(row.task().acceptedAt(), moment);
    }

    /**
     * Every poll that was answered writes its time into the wake-up. A hint wipes it out.
     */
    private static Duration seenAt(TaskRow row, Execution execution) {
        return execution.lastSuccess == null
                ? null
                : sinceAcceptance(row, execution.lastSuccess);
    }

    /**
     * Another node may have the key, and perhaps it looks next time.
     */
    private CompletionHandler<Void> withoutKey(TaskRow row) {
        Duration left = node().handler().waitTimeout().minus(age(row));
        if (left.isNegative()) {
            return end(row, TaskEnd.withoutKey(row.task().origin()).apply(row.task().task()), () -> { });
        }
        return again(left.compareTo(TaskEnd.KEY_PAUSE) < 0 ? left : TaskEnd.KEY_PAUSE);
    }

    private CompletionHandler<Void> answered(TaskRow row, WaitState state, Answer answer) {
        long now = age(row).toNanos();
        WaitEnd end = state.answered(answer, now);
        node().handler().polled(1);
        if (end == null && now >= state.limit()) {
            end = state.timedOut(now);
        }
        if (end != null) {
            return end(row, state, end);
        }
        Instant finalSince = state.finalSince() == null ? null : row.task().acceptedAt().plus(state.finalSince());
        VideoTask seen = state.last();
        if (state.failures() == 0 && seen.looksDifferentFrom(row.last())) {
            Instant queuedSince = row.task().acceptedAt().plusNanos(state.queuedSince());
            if (!store().consumed().seen(row, seen, queuedSince)) {
                return again(Duration.ZERO);
            }
            if (node().handler().wantsChanges()) {
                store().findWhole(row.task().id()).ifPresent(node().handler()::changed);
            }
        } else if (!Objects.equals(finalSince, row.finalSince()) && !store().consumed().doubted(row, finalSince)) {
            return again(Duration.ZERO);
        }
        Instant next = store().clock().now().plusNanos(pause(state, now));
        return state.failures() == 0 ? again(next) : failed(next);
    }

    /**
     * Counts the failure with the wake-up, so that the next node, too, knows how many there were in a row.
     */
    private CompletionHandler<Void> failed(Instant next) {
        return (complete, operations) -> again(ExecutionComplete.failure(complete.getExecution(),
                complete.getTimeDone(), complete.getTimeDone(), null), next);
    }

    private CompletionHandler<Void> end(TaskRow row, WaitState state, WaitEnd end) {
        Optional<UnaryOperator<VideoTask>> change = TaskEnd.of(end, age(row), node().handler().waitTimeout());
        VideoTask seen = state.last() == null ? row.task().task() : state.last();
        return change.isPresent()
                ? end(row, change.get().apply(seen), () -> LateCancel.after(end, state.policy(), row.task().task().taskId()))
                : again(TaskEnd.KEY_PAUSE);
    }

    /**
     * @param mine what this node does if nobody else has found the end
     */
    private CompletionHandler<Void> end(TaskRow row, VideoTask end, Runnable mine) {
        return (complete, operations) -> behindADelivery(complete, () -> {
            ConsumerWrites.Ready ready = store().consumed().ready(row, end, node().handler().unitPrice(), complete);
            if (!ready.costKnown()) {
                node().handler().charged(end);
            }
            if (ready.mine()) {
                mine.run();
                if (end.state() == TaskState.TIMED_OUT) {
                    node().handler().givenUp(end, age(row));
                }
            }
        });
    }

    private Duration age(TaskRow row) {
        return Duration.between(row.task().acceptedAt(), store().clock().now());
    }
}
