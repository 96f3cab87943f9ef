package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;

/** The simulator by hand: scripts faults, shows what happened. It needs no key: only this machine reaches it. */
final class AdminHandler implements HttpHandler {

    private static final String USAGE = "POST, GET or DELETE /admin/faults, GET /admin/requests, GET /admin/tasks";

    private final Faults faults;
    private final RequestLog log;
    private final TaskBook tasks;

    AdminHandler(Faults faults, RequestLog log, TaskBook tasks) {
        this.faults = faults;
        this.log = log;
        this.tasks = tasks;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(Call.read(exchange, Instant.EPOCH)).send(exchange);
    }

    private Reply answer(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "POST /admin/faults" -> script(Json.parse(call.body()));
            case "GET /admin/faults" -> Reply.json(200, AdminView.of(faults));
            case "DELETE /admin/faults" -> Reply.json(200, AdminView.of(faults.clear()));
            case "GET /admin/requests" -> Reply.json(200, AdminView.ofRequests(log.all()));
            case "GET /admin/tasks" -> Reply.json(200, AdminView.ofTasks(tasks.all()));
            default -> error(404, "No " + call.method() + " " + call.path() + " here; there are " + USAGE);
        };
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
