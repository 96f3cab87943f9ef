package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;

/**
 * What asking for a fresh address of a file gave.
 */
public sealed interface FreshAddress {

    /**
     * The address.
     */
    record Known(String url) implements FreshAddress {
    }

    /**
     * None: the error tells why.
     */
    record Failed(GatewayError error) implements FreshAddress {
    }
}
