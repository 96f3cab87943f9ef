package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The paths and the JSON of a family of gateways. Paths come without the gateway's prefix. */
interface Dialect {

    String promptField();

    /** The ratio that is asked for, in the dialect's own writing; empty for none. */
    String ratio(JsonNode request);

    Optional<Operation> operation(String method, String path);

    /** The id that a query asks for, if it names one. */
    Optional<String> askedTask(String path, JsonNode body);

    /** Why the gateway refuses to create a task from the request, if it does. */
    Optional<String> objection(JsonNode request);

    ObjectNode created(SimTask task);

    ObjectNode feed(SimTask task, Instant now, MediaLinks links);

    /** Where the request wants to be told of status changes, if the dialect knows such a thing. */
    default Optional<URI> callbackUrl(JsonNode request) {
        return Optional.empty();
    }

    /** What a callback says of the task as it was at the instant. */
    default ObjectNode callback(SimTask task, Instant at, MediaLinks links) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no callbacks");
    }
}
