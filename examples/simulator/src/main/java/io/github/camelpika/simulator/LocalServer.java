package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The JDK's HTTP server, bound to this machine only and fit for benchmarks. */
final class LocalServer {

    private static final int BACKLOG = 4096;

    static {
        // The server reads these once, when its classes load. Without nodelay each small answer waits 40 ms for an ACK;
        // with the default of 200 idle connections a benchmark's pool is closed under its hands.
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private LocalServer() {}

    static HttpServer bind(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot listen on port " + port + " of 127.0.0.1; give another, or 0 for a free one", e);
        }
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
