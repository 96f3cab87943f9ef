package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tells callback URLs of status changes, once each: no gateway documents that it tries again. The callbacks of one task
 * wait for each other, those of different tasks do not.
 */
final class Callbacks {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private record Planned(
            CallbackPlan.Post post, long order, String taskId, URI url, Function<Instant, JsonNode> body) {}

    private final InstantSource clock;
    private final CallbackTimer timer;
    private final HttpClient client;
    private final Queue<Planned> planned = new PriorityQueue<>(
            Comparator.comparing((Planned callback) -> callback.post().due()).thenComparingLong(Planned::order));
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();
    private long order;

    Callbacks(InstantSource clock, CallbackTimer timer, HttpClient client) {
        this.clock = clock;
        this.timer = timer;
        this.client = client;
    }

    void plan(SimTask task, URI url, Function<Instant, JsonNode> body) {
        for (CallbackPlan.Post post : CallbackPlan.of(task)) {
            add(task, url, body, post);
            timer.at(post.due(), this::fireDue);
        }
    }

    void fireDueAndWait() {
        fireDue();
        CompletableFuture.allOf(allUnderWay()).join();
    }

    private synchronized void add(SimTask task, URI url, Function<Instant, JsonNode> body, CallbackPlan.Post post) {
        planned.add(new Planned(post, order++, task.id(), url, body));
    }

    private synchronized void fireDue() {
        Instant now = clock.instant();
        while (!planned.isEmpty() && !planned.peek().post().due().isAfter(now)) {
            fire(planned.remove());
        }
    }

    private void fire(Planned callback) {
        CompletableFuture<Void> posted = underWay.getOrDefault(callback.taskId(), NOTHING)
                .thenCompose(ignored -> post(callback))
                .handle((response, failure) -> null);
        underWay.put(callback.taskId(), posted);
        posted.thenRun(() -> forget(callback.taskId(), posted));
    }

    private CompletableFuture<HttpResponse<Void>> post(Planned callback) {
        byte[] body = Json.bytes(callback.body().apply(callback.post().tells()));
        HttpRequest request = HttpRequest.newBuilder(callback.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    private synchronized void forget(String taskId, CompletableFuture<Void> posted) {
        underWay.remove(taskId, posted);
    }

    private synchronized CompletableFuture<?>[] allUnderWay() {
        return underWay.values().toArray(CompletableFuture[]::new);
    }
}
