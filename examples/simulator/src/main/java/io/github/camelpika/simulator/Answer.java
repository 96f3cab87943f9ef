package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What the client gets to see. */
sealed interface Answer permits Reply, NoAnswer {

    /** The HTTP status, or 0 for none. */
    int status();

    void send(HttpExchange exchange) throws IOException;
}
