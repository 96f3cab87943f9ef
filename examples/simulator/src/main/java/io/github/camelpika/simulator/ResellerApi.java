package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The four gateways that resell Pika, and the root, which speaks both of their dialects. */
final class ResellerApi implements Api {

    private final String authorization;
    private final TaskDesk desk;
    private final ErrorShape errors;

    ResellerApi(String apiKey, TaskDesk desk, ErrorShape errors) {
        this.authorization = "Bearer " + apiKey;
        this.desk = desk;
        this.errors = errors;
    }

    @Override
    public Optional<ApiRoute> route(Call call) {
        return Route.of(call.method(), call.path()).map(route -> new ApiRoute(
                route.gateway().name(), route.operation(), isAuthorized(call, route),
                fault -> outcome(call, route, fault)));
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    private Outcome outcome(Call call, Route route, Fault fault) {
        JsonNode body = Json.parse(call.body());
        return route.operation() == Operation.GENERATE
                ? desk.generate(route.gateway(), body, fault)
                : desk.feed(route.gateway(), route.path(), body);
    }

    private boolean isAuthorized(Call call, Route route) {
        Optional<String> given = call.header("authorization");
        return given.isPresent()
                ? given.get().equals(authorization)
                : !route.gateway().needsKeyFor(route.operation());
    }
}
