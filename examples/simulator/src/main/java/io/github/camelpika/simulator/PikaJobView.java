package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A job as Pika tells of it: what is not set is null. */
final class PikaJobView {

    static final Duration LATE = Duration.ofSeconds(30);

    private static final Map<Fault, String> CODES = new EnumMap<>(Map.of(
            Fault.FAILED_AT_CREATION_UNPAID, "insufficient_balance",
            Fault.FAILED_AT_CREATION_UNAVAILABLE, "provider_unavailable",
            Fault.RESULT_TIMED_OUT, "provider_timeout",
            Fault.RESULT_BROKEN, "provider_error"));

    private final Duration settlement;

    /** @param settlement how long after a task's end its charge is known */
    PikaJobView(Duration settlement) {
        this.settlement = settlement;
    }

    ObjectNode created(SimTask task, MediaLinks links) {
        return task.state().isEnd()
                ? document(task, links)
                : Json.object().put("id", task.id()).put("status", word(task.state()));
    }

    ObjectNode document(SimTask task, MediaLinks links) {
        TaskState state = task.state();
        ObjectNode job = Json.object()
                .put("id", task.id()).put("status", word(state)).put("api_id", task.api());
        if (state == TaskState.SUCCEEDED) {
            job.putObject("output").put("media_type", "video").putObject("video").put("url", links.video());
        } else {
            job.putNull("output");
        }
        job.set("error", state == TaskState.FAILED ? PikaErrors.body(code(task), failure(task)) : null);
        if (state == TaskState.SUCCEEDED) {
            job.putObject("usage").put("duration_s", PikaPrices.seconds(task.request()));
        } else {
            job.putNull("usage");
        }
        job.set("billing", billing(task));
        return job;
    }

    private ObjectNode billing(SimTask task) {
        if (task.plan().fault() == Fault.NEVER_SETTLED && task.state().isEnd()) {
            return Json.object().put("state", "unavailable").putNull("charge_micro_usd");
        }
        return isSettled(task)
                ? Json.object().put("state", "settled").put("charge_micro_usd", task.microUsd())
                : Json.object().put("state", "pending").putNull("charge_micro_usd");
    }

    private boolean isSettled(SimTask task) {
        Duration after = task.plan().fault() == Fault.SETTLED_LATE ? LATE : settlement;
        Instant now = task.watch().now();
        return task.end().filter(end -> !now.isBefore(end.plus(after))).isPresent();
    }

    private static String code(SimTask task) {
        return CODES.getOrDefault(task.plan().fault(), "content_moderation");
    }

    private static String failure(SimTask task) {
        return switch (code(task)) {
            case "content_moderation" -> task.failureAt(task.watch().now());
            case "insufficient_balance" -> "The balance does not cover this job";
            default -> "The provider did not deliver";
        };
    }

    private static String word(TaskState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case SUCCEEDED -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case UNKNOWN -> "moderating";
        };
    }
}
