package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells of a task's end, once it is there, with a signature over the very bytes. */
final class FalCallbacks {

    private static final String HEADER = "X-Fal-Webhook-";
    private static final String USER = "simulated-user";
    private static final Duration STALE = Duration.ofSeconds(301);

    private final InstantSource clock;
    private final Callbacks callbacks;
    private final SigningKeys keys;

    FalCallbacks(InstantSource clock, Callbacks callbacks, SigningKeys keys) {
        this.clock = clock;
        this.callbacks = callbacks;
        this.keys = keys;
    }

    void plan(SimTask task, URI url, FalResults results) {
        callbacks.plan(CallbackPlan.ofEnd(task), new CallbackOrder(
                task.id(), url, CallbackPolicy.FOR_AN_HOUR, at -> endedAt(task, at).map(end -> message(end, results))));
    }

    /** Nothing when the task was cancelled before: of that it was told then. */
    private static Optional<SimTask> endedAt(SimTask task, Instant at) {
        return task.end().filter(at::equals).map(end -> task);
    }

    private CallbackMessage message(SimTask task, FalResults results) {
        byte[] body = Json.bytes(body(task, results));
        return new CallbackMessage(body, headers(task, body));
    }

    private static ObjectNode body(SimTask task, FalResults results) {
        Optional<FalFailure> failure = FalFailure.of(task);
        ObjectNode json = Json.object()
                .put("request_id", task.id())
                .put("gateway_request_id", task.id())
                .put("status", failure.isPresent() ? "ERROR" : "OK");
        failure.ifPresent(failed -> json.put("error", failed.message()));
        if (task.plan().fault() == Fault.CALLBACK_WITHOUT_PAYLOAD) {
            return json.putNull("payload").put("payload_error", "Response payload is not JSON serializable");
        }
        json.set("payload", failure.map(FalFailure::body).orElseGet(() -> results.output(task)));
        return json;
    }

    private Map<String, String> headers(SimTask task, byte[] body) {
        Fault fault = task.plan().fault();
        if (fault == Fault.CALLBACK_UNSIGNED) {
            return Map.of();
        }
        Instant at = fault == Fault.CALLBACK_STALE ? clock.instant().minus(STALE) : clock.instant();
        String time = Long.toString(at.getEpochSecond());
        String signed = String.join("\n", List.of(task.id(), USER, time, Sha256.hex(body)));
        Map<String, String> headers = new TreeMap<>();
        headers.put(HEADER + "Request-Id", task.id());
        headers.put(HEADER + "User-Id", USER);
        headers.put(HEADER + "Timestamp", time);
        headers.put(HEADER + "Signature", fault == Fault.CALLBACK_FORGED ? keys.forge(signed) : keys.sign(signed));
        return headers;
    }
}
