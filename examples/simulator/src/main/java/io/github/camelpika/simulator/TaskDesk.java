package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/** A gateway that does what it should: takes tasks and tells how they are doing. */
final class TaskDesk {

    private final TaskBook tasks;
    private final Callbacks callbacks;
    private final Function<SimTask, MediaLinks> links;
    private final ErrorShape errors;

    TaskDesk(TaskBook tasks, Callbacks callbacks, Function<SimTask, MediaLinks> links, ErrorShape errors) {
        this.tasks = tasks;
        this.callbacks = callbacks;
        this.links = links;
        this.errors = errors;
    }

    Outcome generate(Gateway gateway, JsonNode request, Fault fault) {
        return gateway.dialect().objection(request)
                .map(objection -> Outcome.refused(errors.badRequest(objection)))
                .orElseGet(() -> accept(gateway, request, fault));
    }

    Outcome feed(Gateway gateway, String path, JsonNode body) {
        return gateway.dialect().askedTask(path, body)
                .map(id -> feed(gateway, id))
                .orElseGet(() -> Outcome.refused(errors.badRequest("field task_id is required")));
    }

    private Outcome accept(Gateway gateway, JsonNode request, Fault fault) {
        return tasks.accept(Draft.of(gateway, request), fault)
                .map(task -> accepted(gateway, request, task))
                .orElseGet(() -> Outcome.refused(errors.tooManyRequests()));
    }

    private Outcome accepted(Gateway gateway, JsonNode request, SimTask task) {
        gateway.dialect().callbackUrl(request).ifPresent(url -> callbacks.plan(
                CallbackPlan.of(task),
                new CallbackOrder(task.id(), url, CallbackPolicy.ONCE, at -> Optional.of(
                        CallbackMessage.unsigned(gateway.dialect().callback(task, at, links.apply(task)))))));
        return new Outcome(Reply.json(200, gateway.dialect().created(task)), task.id());
    }

    private Outcome feed(Gateway gateway, String id) {
        return tasks.find(id)
                .filter(gateway::accepted)
                .map(task -> feed(gateway, task))
                .orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    private Outcome feed(Gateway gateway, SimTask task) {
        task.watch().countQuery();
        JsonNode answer = gateway.dialect().feed(task, task.watch().now(), links.apply(task));
        return new Outcome(Reply.json(200, answer), task.id());
    }
}
