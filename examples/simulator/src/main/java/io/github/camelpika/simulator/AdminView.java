package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The simulator's insides as JSON. */
final class AdminView {

    private static final Set<String> SECRET = Set.of("authorization", "x-api-key");

    private final Function<SimTask, MediaLinks> links;

    AdminView(Function<SimTask, MediaLinks> links) {
        this.links = links;
    }

    static ObjectNode of(Faults faults) {
        ObjectNode json = Json.object();
        for (Operation operation : Operation.values()) {
            ObjectNode ofOperation = json.putObject(operation.name());
            ArrayNode next = ofOperation.putArray("next");
            faults.queued(operation).forEach(fault -> next.add(fault.name()));
            ObjectNode rates = ofOperation.putObject("rates");
            faults.rates(operation).forEach((fault, share) -> rates.put(fault.name(), share));
            ArrayNode accepted = ofOperation.putArray("accepted");
            Fault.of(operation).forEach(fault -> accepted.add(fault.name()));
        }
        return json;
    }

    static ArrayNode ofRequests(List<RecordedRequest> requests) {
        ArrayNode json = Json.array();
        requests.forEach(request -> json.add(of(request)));
        return json;
    }

    ArrayNode ofTasks(List<SimTask> tasks) {
        ArrayNode json = Json.array();
        tasks.forEach(task -> json.add(of(task)));
        return json;
    }

    private static ObjectNode of(RecordedRequest request) {
        ObjectNode json = Json.object()
                .put("operation", request.operation().name())
                .put("gateway", request.gateway())
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.query());
        ObjectNode headers = json.putObject("headers");
        request.headers().forEach((name, values) -> values.forEach(
                // A real key may end up here by mistake; it must not end up in a pasted listing.
                value -> headers.withArray(name).add(SECRET.contains(name) ? "(hidden)" : value)));
        return json.put("body", request.body())
                .put("at", request.at().toString())
                .put("status", request.status())
                .put("taskId", request.taskId())
                .put("fault", name(request.fault()));
    }

    private ObjectNode of(SimTask task) {
        ObjectNode json = Json.object()
                .put("id", task.id())
                .put("gateway", task.gateway())
                .put("api", task.api())
                .put("prompt", task.prompt())
                .put("ratio", task.ratio())
                .put("acceptedAt", task.acceptedAt().toString())
                .put("state", task.state().name())
                .put("queries", task.queries())
                .put("seed", task.seed())
                .put("points", task.points())
                .put("refund", task.refund())
                .put("videoUrl", task.state() == TaskState.SUCCEEDED ? links.apply(task).video() : null)
                .put("fault", name(task.plan().fault()));
        json.set("request", task.request());
        return json;
    }

    private static String name(Fault fault) {
        return fault == null ? null : fault.name();
    }
}
