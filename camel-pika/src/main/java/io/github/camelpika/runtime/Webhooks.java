package io.github.camelpika.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The webhooks that are open, by the queue that they take tasks from.
 */
public final class Webhooks {

    private final Map<String, String> urls = new LinkedHashMap<>();

    public synchronized void open(String queue, String url) {
        urls.put(queue, url);
    }

    public synchronized void close(String queue) {
        urls.remove(queue);
    }

    /**
     * Where callbacks of a submission go: to the webhook of its queue; for one that is waited for inline, to any.
     *
     * @param queue null for a submission that is for no queue
     */
    public synchronized Optional<String> urlFor(String queue) {
        return queue == null ? urls.values().stream().findFirst() : Optional.ofNullable(urls.get(queue));
    }
}
