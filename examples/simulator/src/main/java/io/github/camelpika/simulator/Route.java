package io.github.camelpika.simulator;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which gateway a request addresses, and what it wants.
 *
 * @param path without the gateway's prefix
 */
record Route(Gateway gateway, Operation operation, String path) {

    static Optional<Route> of(String method, String path) {
        return Gateway.ALL.stream()
                .filter(gateway -> path.startsWith(gateway.prefix() + "/"))
                .flatMap(gateway -> to(gateway, method, path.substring(gateway.prefix().length())))
                .findFirst();
    }

    private static Stream<Route> to(Gateway gateway, String method, String path) {
        return gateway.dialect().operation(method, path)
                .map(operation -> new Route(gateway, operation, path))
                .stream();
    }
}
