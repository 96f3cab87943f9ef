package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;

/** The connection is closed before the first byte of an answer. */
record NoAnswer() implements Answer {

    @Override
    public int status() {
        return 0;
    }

    @Override
    public void send(HttpExchange exchange) {
        exchange.close();
    }
}
