package io.github.camelpika.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the videos after they were made: which were replaced, and whose links have expired. */
final class Cdn {

    private static final int VERSIONS = 256;
    // Pika calls them temporary, and not how long.
    private static final Duration FRESH_FOR = Duration.ofMinutes(10);

    private final Video video;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final Map<String, Long> expired = new ConcurrentHashMap<>();
    private final Set<String> expiredForGood = ConcurrentHashMap.newKeySet();
    private final Map<String, Fresh> fresh = new ConcurrentHashMap<>();

    private record Fresh(String taskId, Instant expires) {}

    Cdn(Video video) {
        this.video = video;
    }

    Content content(SimTask task) {
        Integer version = versions.get(task.id());
        Content content = version == null ? video.of(task) : video.version(version % VERSIONS);
        String etag = etags.get(task.id());
        return etag == null ? content : new RelabelledContent(content, etag);
    }

    void change(String taskId) {
        etags.remove(taskId);
        next(taskId);
    }

    /** As {@link #change}, behind the same ETag. */
    void replace(SimTask task) {
        etags.put(task.id(), content(task).etag());
        next(task.id());
    }

    private void next(String taskId) {
        versions.merge(taskId, 1, Integer::sum);
    }

    void expire(SimTask task) {
        expired.put(task.id(), task.queries());
    }

    void expireForGood(SimTask task) {
        expiredForGood.add(task.id());
    }

    /** For an address that works when the plain one does not. */
    String freshToken(SimTask task, Instant now) {
        String token = UUID.randomUUID().toString();
        fresh.put(token, new Fresh(task.id(), now.plus(FRESH_FOR)));
        return token;
    }

    /** Whether an address with this token (or none) leads to the video now. */
    boolean isServed(SimTask task, Optional<String> token, Instant now) {
        if (token.isPresent()) {
            Fresh granted = fresh.get(token.get());
            return granted != null && granted.taskId().equals(task.id()) && now.isBefore(granted.expires());
        }
        return !expiredForGood.contains(task.id()) && !isExpired(task);
    }

    /** A link is fresh again when the gateway was asked after the task since. */
    private boolean isExpired(SimTask task) {
        return expired.getOrDefault(task.id(), -1L) >= task.queries();
    }
}
