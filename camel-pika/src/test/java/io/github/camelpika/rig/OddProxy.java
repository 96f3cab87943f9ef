package io.github.camelpika.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.rig.OddReplies.OddReply;

/**
 * Stands before a simulated gateway and answers some of the calls in a way of its own, after the gateway was asked, as
 * proxies and badly written gateways do.
 */
public final class OddProxy implements AutoCloseable {

    private static final Pattern TASK_ID = Pattern.compile("\"(?:task_id|id|request_id)\"\\s*:\\s*\"([^\"]+)\"");

    private static final String KEY = "Idempotency-Key";

    private final String gateway;
    private final URI behind;
    private final double rate;
    private final Random random;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Posted> posted = new ConcurrentLinkedQueue<>();

    /**
     * A job as it came in.
     *
     * @param key     its idempotency key, or null where the gateway takes none
     * @param refused whether it was told, beyond doubt, that it was not accepted
     * @param taskId  null if it was not accepted
     */
    public record Posted(String body, String key, boolean refused, String taskId) {
    }

    /**
     * @param gateway whose answers there are more of than those of all
     */
    public OddProxy(String gateway, URI behind, double rate, long seed) throws IOException {
        this.gateway = gateway;
        this.behind = behind;
        this.rate = rate;
        this.random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Posted> posted() {
        return List.copyOf(posted);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            boolean create = exchange.getRequestMethod().equals("POST") && !path.endsWith("/feed");
            if (create) {
                create(exchange, body);
            } else {
                query(exchange, body);
            }
        }
    }

    private void create(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst(KEY);
        if (isOdd() && isOdd()) {
            posted.add(new Posted(text, key, true, null));
            send(exchange, oneOf(OddReplies.OF_REFUSAL));
            return;
        }
        HttpResponse<String> honest = forward(exchange, body);
        Matcher id = TASK_ID.matcher(honest.body());
        String taskId = id.find() ? id.group(1) : null;
        posted.add(new Posted(text, key, false, taskId));
        if (taskId != null && isOdd()) {
            send(exchange, oneOf(OddReplies.ofAcceptance(gateway)).about(taskId));
        } else {
            send(exchange, honest);
        }
    }

    private void query(HttpExchange exchange, byte[] body) throws IOException {
        if (isOdd()) {
            send(exchange, oneOf(OddReplies.ofQuery(gateway)));
        } else {
            send(exchange, forward(exchange, body));
        }
    }

    private synchronized boolean isOdd() {
        return random.nextDouble() < rate;
    }

    private synchronized OddReply oneOf(List<OddReply> answers) {
        return answers.get(random.nextInt(answers.size()));
    }

    private HttpResponse<String> forward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "X-API-Key", KEY, "Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, HttpResponse<String> honest) throws IOException {
        send(exchange, new OddReply(honest.statusCode(), honest.headers().firstValue("Content-Type").orElse("text/plain"),
                null, honest.body()));
    }

    private static void send(HttpExchange exchange, OddReply answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (answer.location() != null) {
            exchange.getResponseHeaders().set("Location", answer.location());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
