package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;

/**
 * What came of a question that a gateway was asked once.
 */
public sealed interface Reply<T> {

    /**
     * What it said.
     */
    record Said<T>(T what) implements Reply<T> {
    }

    /**
     * It said nothing that is of use: the error tells whether to ask again.
     */
    record Failed<T>(GatewayError error) implements Reply<T> {
    }
}
