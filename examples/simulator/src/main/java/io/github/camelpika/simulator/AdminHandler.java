package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The simulator by hand: scripts faults, shows what happened. It needs no key: only this machine reaches it. */
final class AdminHandler implements HttpHandler {

    private static final String USAGE =
            "POST, GET or DELETE /admin/faults, GET /admin/requests, GET /admin/tasks (both take ?last=50)";

    private final Faults faults;
    private final RequestLog log;
    private final TaskBook tasks;
    private final AdminView view;

    AdminHandler(Faults faults, RequestLog log, TaskBook tasks, AdminView view) {
        this.faults = faults;
        this.log = log;
        this.tasks = tasks;
        this.view = view;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(Call.read(exchange, Instant.EPOCH)).send(exchange);
    }

    private Reply answer(Call call) {
        if (isForeign(call)) {
            return error(403, "Only a page of the simulator itself may ask that");
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /admin/faults" -> script(Json.parse(call.body()));
            case "GET /admin/faults" -> Reply.json(200, AdminView.of(faults));
            case "DELETE /admin/faults" -> Reply.json(200, AdminView.of(faults.clear()));
            case "GET /admin/requests" -> Reply.json(200, AdminView.ofRequests(last(call, log.all())));
            case "GET /admin/tasks" -> Reply.json(200, view.ofTasks(last(call, tasks.all())));
            default -> error(404, "No " + call.method() + " " + call.path() + " here; there are " + USAGE);
        };
    }

    // A browser tells whose page asks. Any page in the world may post to an address of this machine.
    private static boolean isForeign(Call call) {
        String own = "http://" + call.header("host").orElse("");
        return call.header("origin").filter(origin -> !origin.equals(own)).isPresent();
    }

    private static <T> List<T> last(Call call, List<T> all) {
        int most = call.parameter("last")
                .filter(last -> last.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(all.size());
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private Reply script(JsonNode request) {
        try {
            FaultCommand.parse(request).applyTo(faults);
            return Reply.json(200, AdminView.of(faults));
        } catch (IllegalArgumentException e) {
            return error(400, e.getMessage());
        }
    }

    private static Reply error(int status, String message) {
        ObjectNode json = Json.object().put("error", message);
        return Reply.json(status, json);
    }
}
