package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Takes tasks into fal's queue, tells where they stand, gives out results, cancels. It has no idempotency. */
final class FalQueue {

    static final String GATEWAY = "fal";

    private static final URI ELSEWHERE = URI.create("https://queue.elsewhere.invalid");

    private final TaskBook tasks;
    private final URI base;
    private final FalResults results;
    private final FalCallbacks callbacks;
    private final FalErrors errors;
    private final Map<String, URI> webhooks = new ConcurrentHashMap<>();

    FalQueue(TaskBook tasks, URI base, FalResults results, FalCallbacks callbacks, FalErrors errors) {
        this.tasks = tasks;
        this.base = base;
        this.results = results;
        this.callbacks = callbacks;
        this.errors = errors;
    }

    Outcome create(String model, Call call, Fault fault) {
        JsonNode request = Json.parse(call.body());
        if (!request.isObject()) {
            return Outcome.refused(errors.badRequest("The body is not a JSON object"));
        }
        long waiting = tasks.queuedBefore(GATEWAY, null);
        boolean full = call.parameter("fal_max_queue_length").filter(most -> waiting > whole(most)).isPresent();
        // The queue runs what it is given; it is the model that then fails.
        Fault decided = FalModels.objection(model, request).isPresent() ? Fault.TASK_FAILED : fault;
        return full
                ? Outcome.refused(errors.tooManyRequests())
                : tasks.accept(draft(model, call, request), decided)
                        .map(task -> accepted(task, call))
                        .orElseGet(() -> Outcome.refused(errors.tooManyRequests()));
    }

    Outcome status(String app, String id, Fault fault) {
        return find(app, id).map(task -> {
            task.watch().countQuery();
            int status = task.state().isEnd() || fault == Fault.ALWAYS_200 ? 200 : 202;
            return new Outcome(Reply.json(status, status(task)), id);
        }).orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    Outcome result(String app, String id) {
        return find(app, id)
                .map(task -> {
                    task.watch().countQuery();
                    return new Outcome(results.reply(task), id);
                })
                .orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    Outcome cancel(String app, String id, Fault fault) {
        return find(app, id)
                .map(task -> new Outcome(cancel(task, fault), id))
                .orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    private Reply cancel(SimTask task, Fault fault) {
        boolean running = !task.state().isEnd();
        boolean taken = fault == Fault.CANCEL_IGNORED ? running : task.cancel();
        if (taken && fault != Fault.CANCEL_IGNORED) {
            Optional.ofNullable(webhooks.get(task.id())).ifPresent(url -> callbacks.plan(task, url, results));
        }
        return taken
                ? Reply.json(202, Json.object().put("status", "CANCELLATION_REQUESTED"))
                : Reply.json(400, Json.object().put("status", "ALREADY_COMPLETED"));
    }

    private Draft draft(String model, Call call, JsonNode request) {
        Duration startWithin = call.header("x-fal-request-timeout").map(FalQueue::seconds).orElse(null);
        return new Draft(GATEWAY, model, request.path("prompt").asText(), request.path("aspect_ratio").asText(),
                request, Draft.seed(request.path("seed")), startWithin);
    }

    private Outcome accepted(SimTask task, Call call) {
        Optional<String> webhook = call.parameter("fal_webhook");
        webhook.flatMap(LocalCallbackUrl::parse).ifPresent(url -> {
            webhooks.put(task.id(), url);
            callbacks.plan(task, url, results);
        });
        ObjectNode answer = Json.object().put("request_id", task.id()).put("gateway_request_id", task.id());
        if (webhook.isEmpty()) {
            URI where = task.plan().fault() == Fault.ADDRESSES_ELSEWHERE ? ELSEWHERE : base;
            new FalLinks(where, task).addTo(answer);
            answer.put("status", "IN_QUEUE").put("queue_position", tasks.queuedBefore(GATEWAY, task));
        }
        return new Outcome(Reply.json(200, answer), task.id());
    }

    private ObjectNode status(SimTask task) {
        ObjectNode answer = Json.object().put("status", word(task.state())).put("request_id", task.id());
        new FalLinks(base, task).addTo(answer);
        if (task.state() == TaskState.QUEUED) {
            answer.put("queue_position", tasks.queuedBefore(GATEWAY, task));
        }
        FalFailure.of(task).filter(failure -> FalFailure.isTold(task)).ifPresent(failure ->
                answer.put("error", failure.message()).put("error_type", failure.type()));
        return answer;
    }

    private Optional<SimTask> find(String app, String id) {
        return tasks.find(id).filter(task -> task.gateway().equals(GATEWAY) && FalLinks.app(task.api()).equals(app));
    }

    private static String word(TaskState state) {
        return switch (state) {
            case QUEUED -> "IN_QUEUE";
            case RUNNING -> "IN_PROGRESS";
            case UNKNOWN -> "MODERATING";
            default -> "COMPLETED";
        };
    }

    private static long whole(String number) {
        return number.matches("\\d{1,9}") ? Long.parseLong(number) : Long.MAX_VALUE;
    }

    private static Duration seconds(String number) {
        return number.matches("\\d{1,9}(\\.\\d{1,9})?")
                ? Duration.ofNanos(Math.round(Double.parseDouble(number) * 1e9))
                : null;
    }
}
