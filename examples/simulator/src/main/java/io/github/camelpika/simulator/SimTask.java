package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An accepted task.
 *
 * @param gateway the name of the gateway that accepted it: only that one knows it
 * @param request the JSON that created it
 * @param seed    the request's, or a drawn one over 2^31
 * @param points  what the task costs
 * @param plan    its life, fixed at acceptance
 * @param watch   the clock, the count and the cancellation that make {@link #state()} and {@link #queries()} live
 * @param api     the id of what makes it, such as {@code fal-ai/pika/v2.2/text-to-video}; empty where a gateway has one
 * @param ratio   as the request asked for it, or empty
 */
public record SimTask(
        String id,
        String gateway,
        JsonNode request,
        String prompt,
        Instant acceptedAt,
        long seed,
        int points,
        TaskPlan plan,
        TaskWatch watch,
        String api,
        String ratio) {

    /** Of a gateway with one API, without a ratio. */
    public SimTask(
            String id, String gateway, JsonNode request, String prompt, Instant acceptedAt, long seed, int points,
            TaskPlan plan, TaskWatch watch) {
        this(id, gateway, request, prompt, acceptedAt, seed, points, plan, watch, "", "");
    }

    /** At the clock's now. */
    public TaskState state() {
        return stateAt(watch.now());
    }

    /** How many answers about this task were worked out, including those that a fault then kept from the client. */
    public long queries() {
        return watch.queries();
    }

    /** The points refunded by the clock's now: all of them for a failed task, else 0. */
    public int refund() {
        return refundAt(watch.now());
    }

    /** What it costs at Pika by the clock's now, in millionths of a US dollar: nothing unless it has succeeded. */
    public long microUsd() {
        return state() == TaskState.SUCCEEDED ? PikaPrices.microUsd(request) : 0;
    }

    /** Whether it queued too long to be started at all. */
    boolean isGivenUp() {
        return plan.isGivenUpAt(ageAt(watch.now()));
    }

    /** False when it has ended already. */
    boolean cancel() {
        return watch.cancelIf(now -> !stateAt(now).isEnd());
    }

    /** When it ended, or ends if nothing comes between; empty for a task that never does. */
    public Optional<Instant> end() {
        return watch.cancelledAt().or(() -> plan.end().map(acceptedAt::plus));
    }

    TaskState stateAt(Instant instant) {
        return watch.isCancelledAt(instant) ? TaskState.CANCELLED : plan.stateAt(ageAt(instant));
    }

    int refundAt(Instant instant) {
        return stateAt(instant).isRefunded() ? points : 0;
    }

    int progressAt(Instant instant) {
        return plan.progressAt(ageAt(instant));
    }

    boolean hasNoVideoYetAt(Instant instant) {
        return plan.hasNoVideoYetAt(ageAt(instant));
    }

    /** When the state that holds at the instant began. */
    Instant updatedAt(Instant instant) {
        Duration age = ageAt(instant);
        return plan.changes().stream()
                .filter(change -> change.compareTo(age) <= 0)
                .max(Duration::compareTo)
                .map(acceptedAt::plus)
                .orElse(acceptedAt);
    }

    /** What a failed task says of itself, or an empty string. */
    String failureAt(Instant instant) {
        return switch (stateAt(instant)) {
            case FAILED -> "Generation failed: content moderation rejected the prompt";
            case CANCELLED -> "Generation was cancelled by the operator";
            default -> "";
        };
    }

    private Duration ageAt(Instant instant) {
        return Duration.between(acceptedAt, instant);
    }
}
