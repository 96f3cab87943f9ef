package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Makes a bug of the simulator show as one: the JDK's server would close the connection, as a scripted fault does. */
record Guarded(HttpHandler handler) implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Guarded.class.getName());

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The simulator itself failed on " + exchange.getRequestURI(), e);
            Reply.plain(500, "The simulator itself failed: " + e).send(exchange);
        }
    }
}
