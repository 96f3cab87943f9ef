package io.github.camelpika.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Publishes a text, such as the public keys that callbacks are signed with, or something worse. */
public final class KeyServer implements AutoCloseable {

    /** The headers of each request. */
    public final List<Headers> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String text = "";
    private volatile int status = 200;

    public KeyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public void publish(CallbackSigner... signers) {
        answer(200, CallbackSigner.published(signers));
    }

    public void answer(int newStatus, String newText) {
        status = newStatus;
        text = newText;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders());
        if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
            status = 200;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        } catch (IOException e) {
            // whoever asked had enough
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
