package io.github.camelpika.gateway;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a gateway signs what it posts to a callback URL, so that others can tell its callbacks from forgeries.
 */
public interface CallbackSigning {

    /**
     * Where the gateway publishes its public keys, as a JSON Web Key Set.
     */
    URI keys();

    /**
     * What was signed, and how.
     *
     * @param header gives a header of the callback by its name, in any case; null if there is none
     * @param body   the very bytes that came
     * @return       empty if a part of it is missing, or not of its form
     */
    Optional<SignedCallback> read(UnaryOperator<String> header, byte[] body);
}
