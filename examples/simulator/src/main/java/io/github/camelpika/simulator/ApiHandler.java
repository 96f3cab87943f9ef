package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Everything under a gateway's paths: the key, the fault, the outcome, the record, the answer. */
final class ApiHandler implements HttpHandler {

    private final InstantSource clock;
    private final Api api;
    private final Faults faults;
    private final GatewayFaults gatewayFaults;
    private final RequestLog log;

    ApiHandler(InstantSource clock, Api api, Faults faults, RequestLog log) {
        this.clock = clock;
        this.api = api;
        this.faults = faults;
        this.gatewayFaults = new GatewayFaults(faults, api.errors());
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = Call.read(exchange, clock.instant());
        Optional<ApiRoute> route = api.route(call);
        Answer answer = route.isPresent() ? answer(call, route.get()) : api.errors().noSuchAddress(call);
        Answer finished = answer instanceof Reply reply ? api.finished(reply) : answer;
        finished.send(exchange);
    }

    private Answer answer(Call call, ApiRoute route) {
        Fault fault = null;
        Outcome outcome = Outcome.refused(api.errors().unauthorized());
        if (route.authorized()) {
            fault = faults.draw(route.operation()).orElse(null);
            outcome = outcome(route, fault);
        }
        log.add(call.recorded(route.operation(), route.gateway(), outcome, fault));
        return outcome.answer();
    }

    private Outcome outcome(ApiRoute route, Fault fault) {
        return gatewayFaults.apply(fault, () -> route.action().apply(fault));
    }
}
