package io.github.camelpika.simulator;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Tells callback URLs of status changes. The callbacks of one task wait for each other, those of different tasks do
 * not. A redirect is final, as a 2xx is.
 */
final class Callbacks {

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final int FIRST_THAT_IS_NOT_TAKEN = 400;

    /** @param first when it was due for the first time */
    private record Planned(CallbackPlan.Post post, long number, CallbackOrder order, Instant first, Duration pause) {}

    private final InstantSource clock;
    private final CallbackTimer timer;
    private final HttpClient client;
    private final Queue<Planned> planned = new PriorityQueue<>(
            Comparator.comparing((Planned callback) -> callback.post().due()).thenComparingLong(Planned::number));
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();
    private long number;

    Callbacks(InstantSource clock, CallbackTimer timer, HttpClient client) {
        this.clock = clock;
        this.timer = timer;
        this.client = client;
    }

    void plan(List<CallbackPlan.Post> posts, CallbackOrder order) {
        posts.forEach(post -> plan(post, order, post.due(), order.policy().pause()));
    }

    void fireDueAndWait() {
        fireDue();
        CompletableFuture.allOf(allUnderWay()).join();
    }

    private void plan(CallbackPlan.Post post, CallbackOrder order, Instant first, Duration pause) {
        add(post, order, first, pause);
        timer.at(post.due(), this::fireDue);
    }

    private synchronized void add(CallbackPlan.Post post, CallbackOrder order, Instant first, Duration pause) {
        planned.add(new Planned(post, number++, order, first, pause));
    }

    private synchronized void fireDue() {
        Instant now = clock.instant();
        while (!planned.isEmpty() && !planned.peek().post().due().isAfter(now)) {
            fire(planned.remove());
        }
    }

    private void fire(Planned callback) {
        String taskId = callback.order().taskId();
        CompletableFuture<Void> posted = underWay.getOrDefault(taskId, NOTHING)
                .thenCompose(ignored -> post(callback))
                .handle((taken, failure) -> {
                    if (failure != null || !taken) {
                        again(callback);
                    }
                    return null;
                });
        underWay.put(taskId, posted);
        posted.thenRun(() -> forget(taskId, posted));
    }

    private CompletableFuture<Boolean> post(Planned callback) {
        CallbackOrder order = callback.order();
        Optional<CallbackMessage> message = order.message().apply(callback.post().tells());
        if (message.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(order.url())
                .timeout(order.policy().timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.get().body()));
        message.get().headers().forEach(request::header);
        return client.sendAsync(request.build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .thenApply(status -> status < FIRST_THAT_IS_NOT_TAKEN);
    }

    private void again(Planned callback) {
        Instant due = clock.instant().plus(callback.pause());
        if (!due.isAfter(callback.first().plus(callback.order().policy().patience()))) {
            plan(new CallbackPlan.Post(due, callback.post().tells()), callback.order(), callback.first(),
                    callback.pause().multipliedBy(2));
        }
    }

    private synchronized void forget(String taskId, CompletableFuture<Void> posted) {
        underWay.remove(taskId, posted);
    }

    private synchronized CompletableFuture<?>[] allUnderWay() {
        return underWay.values().toArray(CompletableFuture[]::new);
    }
}
