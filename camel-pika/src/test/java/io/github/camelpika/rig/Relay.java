package io.github.camelpika.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * Stands before the simulator, as a forward proxy or as a server with TLS, and remembers what passed.
 */
public final class Relay implements AutoCloseable {

    public final List<String> passed = new CopyOnWriteArrayList<>();
    /** The client's ports of submissions: each new connection has one of its own. */
    public final List<Integer> submissionPorts = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI behind;
    private final HttpServer server;
    private final boolean tls;

    /** A proxy. */
    public Relay(URI behind) throws IOException {
        this(behind, HttpServer.create(), false);
    }

    /** A server with TLS, whose addresses in JSON are its own. */
    public Relay(URI behind, SSLContext context) throws IOException {
        this(behind, HttpsServer.create(), true);
        ((HttpsServer) server).setHttpsConfigurator(new HttpsConfigurator(context));
    }

    private Relay(URI behind, HttpServer server, boolean tls) throws IOException {
        this.behind = behind;
        this.server = server;
        this.tls = tls;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::relay);
    }

    public Relay start() {
        server.start();
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port());
    }

    private void relay(HttpExchange exchange) throws IOException {
        try (exchange) {
            passed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (exchange.getRequestURI().getPath().contains("generate")) {
                submissionPorts.add(exchange.getRemoteAddress().getPort());
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().getRawPath()))
                    .method(exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            for (String header : List.of("Authorization", "Content-Type")) {
                exchange.getRequestHeaders().getOrDefault(header, List.of()).forEach(v -> request.header(header, v));
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            byte[] body = tls && type.contains("json")
                    ? new String(answer.body(), StandardCharsets.UTF_8).replace(behind.toString(), uri().toString())
                            .getBytes(StandardCharsets.UTF_8)
                    : answer.body();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
