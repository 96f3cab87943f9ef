package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** A gateway that does what it should: takes tasks and tells how they are doing. */
final class TaskDesk {

    private final TaskBook tasks;
    private final Callbacks callbacks;
    private final Function<SimTask, MediaLinks> links;

    TaskDesk(TaskBook tasks, Callbacks callbacks, Function<SimTask, MediaLinks> links) {
        this.tasks = tasks;
        this.callbacks = callbacks;
        this.links = links;
    }

    Outcome generate(Gateway gateway, JsonNode request, Fault fault) {
        return gateway.dialect().objection(request)
                .map(objection -> Outcome.refused(ErrorReply.badRequest(objection)))
                .orElseGet(() -> accept(gateway, request, fault));
    }

    Outcome feed(Gateway gateway, String path, JsonNode body) {
        return gateway.dialect().askedTask(path, body)
                .map(id -> feed(gateway, id))
                .orElseGet(() -> Outcome.refused(ErrorReply.badRequest("field task_id is required")));
    }

    private Outcome accept(Gateway gateway, JsonNode request, Fault fault) {
        SimTask task = tasks.accept(gateway, request, fault);
        gateway.dialect().callbackUrl(request).ifPresent(url -> callbacks.plan(
                task, url, at -> gateway.dialect().callback(task, at, links.apply(task))));
        return new Outcome(Reply.json(200, gateway.dialect().created(task)), task.id());
    }

    private Outcome feed(Gateway gateway, String id) {
        return tasks.find(id)
                .filter(gateway::accepted)
                .map(task -> feed(gateway, task))
                .orElseGet(() -> new Outcome(ErrorReply.taskNotExist(), id));
    }

    private Outcome feed(Gateway gateway, SimTask task) {
        task.watch().countQuery();
        JsonNode answer = gateway.dialect().feed(task, task.watch().now(), links.apply(task));
        return new Outcome(Reply.json(200, answer), task.id());
    }
}
