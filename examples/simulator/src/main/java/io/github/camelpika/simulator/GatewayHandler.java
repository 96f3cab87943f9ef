package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Everything under the gateways' paths: the key, the fault, the outcome, the record, the answer. */
final class GatewayHandler implements HttpHandler {

    private final InstantSource clock;
    private final String authorization;
    private final Faults faults;
    private final GatewayFaults gatewayFaults;
    private final TaskDesk desk;
    private final RequestLog log;

    GatewayHandler(InstantSource clock, String apiKey, Faults faults, TaskDesk desk, RequestLog log) {
        this.clock = clock;
        this.authorization = "Bearer " + apiKey;
        this.faults = faults;
        this.gatewayFaults = new GatewayFaults(faults);
        this.desk = desk;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = Call.read(exchange, clock.instant());
        Optional<Route> route = Route.of(call.method(), call.path());
        Answer answer = route.isPresent() ? answer(call, route.get()) : ErrorReply.invalidUrl(call);
        answer.send(exchange);
    }

    private Answer answer(Call call, Route route) {
        Fault fault = null;
        Outcome outcome = Outcome.refused(ErrorReply.unauthorized());
        if (isAuthorized(call, route)) {
            fault = faults.draw(route.operation()).orElse(null);
            outcome = outcome(call, route, fault);
        }
        log.add(call.recorded(route.operation(), route.gateway().name(), outcome, fault));
        return outcome.answer();
    }

    private Outcome outcome(Call call, Route route, Fault fault) {
        JsonNode body = Json.parse(call.body());
        return gatewayFaults.apply(fault, () -> route.operation() == Operation.GENERATE
                ? desk.generate(route.gateway(), body, fault)
                : desk.feed(route.gateway(), route.path(), body));
    }

    private boolean isAuthorized(Call call, Route route) {
        Optional<String> given = call.header("authorization");
        return given.isPresent()
                ? given.get().equals(authorization)
                : !route.gateway().needsKeyFor(route.operation());
    }
}
