package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What is asked of a gateway, before it is accepted.
 *
 * @param api         the id of what is to make it, such as {@code pika/pika-2.5/text-to-video}; empty where there
 *                    is but one
 * @param ratio       as it was asked for, or empty
 * @param seed        null for one that the gateway draws
 * @param startWithin how long the task may queue before it is given up, or null
 */
record Draft(
        String gateway, String api, String prompt, String ratio, JsonNode request, Long seed, Duration startWithin) {

    static Draft of(Gateway gateway, JsonNode request) {
        Dialect dialect = gateway.dialect();
        return new Draft(
                gateway.name(), "", request.path(dialect.promptField()).asText(), dialect.ratio(request), request,
                seed(request.at("/options/parameters/seed")), null);
    }

    static Long seed(JsonNode seed) {
        return seed.isMissingNode() || seed.isNull() ? null : (Long) seed.asLong();
    }
}
