package io.github.camelpika.rivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A V-API that costs next to nothing, in a process of its own, the same for all. Its arguments are how long it takes to
 * answer a POST, which it has accepted by then, and how long a video takes, in milliseconds. It prints its address; told
 * anything, it prints how many jobs were posted, and how many of them more than once.
 */
final class Gateway {

    private static final String PROMPT = "\"promptText\":\"";
    private static final String FEED = "/pika/feed/";
    private static final String ANSWER = """
            {"id":"%s","promptText":"A cat that looks out of a window on a rainy day","videos":[{"id":"%1$s",\
            "status":"%s","progress":%d,"seed":1234567890,"resultUrl":"%s","sharingUrl":"","videoPoster":"",\
            "imageThumb":"","duration":5,"error":""}]}""";

    private final long answerMillis;
    private final long videoNanos;
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Long> doneAt = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> posts = new ConcurrentHashMap<>();

    private Gateway(Duration answer, Duration video) throws IOException {
        this.answerMillis = answer.toMillis();
        this.videoNanos = video.toNanos();
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        Gateway gateway = new Gateway(Duration.ofMillis(Long.parseLong(args[0])), Duration.ofMillis(Long.parseLong(args[1])));
        System.out.println(gateway.address());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (orders.readLine() != null) {
            System.out.println(gateway.posts.size() + " "
                    + gateway.posts.values().stream().filter(count -> count.get() > 1).count());
        }
        System.exit(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        String request = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = call.getRequestURI().getPath();
        String answer = path.startsWith(FEED) ? tell(path.substring(FEED.length())) : accept(request);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private String accept(String request) {
        int start = request.indexOf(PROMPT) + PROMPT.length();
        posts.computeIfAbsent(request.substring(start, request.indexOf('"', start)), first -> new AtomicLong())
                .incrementAndGet();
        String id = "t-" + ids.incrementAndGet();
        doneAt.put(id, System.nanoTime() + videoNanos);
        if (answerMillis > 0) {
            try {
                Thread.sleep(answerMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "{\"id\":\"" + id + "\"}";
    }

    private String tell(String id) {
        return System.nanoTime() - doneAt.get(id) < 0 ? ANSWER.formatted(id, "pending", 0, "")
                : ANSWER.formatted(id, "finished", 100, address() + "/cdn/" + id + ".mp4");
    }
}
