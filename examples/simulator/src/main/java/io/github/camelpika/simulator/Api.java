package io.github.camelpika.simulator;

import java.util.Optional;

/** The addresses of a gateway, and what is behind them. */
interface Api {

    /** Empty for an address that the gateway does not have. */
    Optional<ApiRoute> route(Call call);

    ErrorShape errors();

    /** What every answer of the gateway has. */
    default Reply finished(Reply reply) {
        return reply;
    }
}
