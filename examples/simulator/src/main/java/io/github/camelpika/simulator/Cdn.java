package io.github.camelpika.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the videos after they were made: which were replaced, and whose links have expired. */
final class Cdn {

    private static final int VERSIONS = 256;

    private final Video video;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final Map<String, Long> expired = new ConcurrentHashMap<>();

    Cdn(Video video) {
        this.video = video;
    }

    Content content(String taskId) {
        Integer version = versions.get(taskId);
        Content content = version == null ? video : video.version(version % VERSIONS);
        String etag = etags.get(taskId);
        return etag == null ? content : new RelabelledContent(content, etag);
    }

    void change(String taskId) {
        etags.remove(taskId);
        next(taskId);
    }

    /** As {@link #change}, behind the same ETag. */
    void replace(String taskId) {
        etags.put(taskId, content(taskId).etag());
        next(taskId);
    }

    private void next(String taskId) {
        versions.merge(taskId, 1, Integer::sum);
    }

    void expire(SimTask task) {
        expired.put(task.id(), task.queries());
    }

    /** A link is fresh again when the gateway was asked after the task since. */
    boolean isExpired(SimTask task) {
        return expired.getOrDefault(task.id(), -1L) >= task.queries();
    }
}
