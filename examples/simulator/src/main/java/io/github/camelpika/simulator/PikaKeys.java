package io.github.camelpika.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The idempotency keys of accepted jobs. How long they are kept is not known; here it is a day. */
final class PikaKeys {

    private static final Duration KEPT = Duration.ofDays(1);

    /** @param fingerprint of the address and the very bytes that came with the key */
    record Used(String fingerprint, String taskId, Instant at) {}

    private final Map<String, Used> used = new HashMap<>();

    Optional<Used> find(String key, Instant now) {
        return Optional.ofNullable(used.get(key)).filter(use -> now.isBefore(use.at().plus(KEPT)));
    }

    void keep(String key, Used use) {
        used.put(key, use);
    }
}
