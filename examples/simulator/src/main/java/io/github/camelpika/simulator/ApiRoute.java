package io.github.camelpika.simulator;

import java.util.function.Function;

/**
 * Where a request leads.
 *
 * @param gateway    the name under which the request is recorded
 * @param authorized whether it brings the key that the address asks for
 * @param action     what is done for it when its fault (or null) lets it be done
 */
record ApiRoute(String gateway, Operation operation, boolean authorized, Function<Fault, Outcome> action) {}
