package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.track.Origin;

/**
 * Where tasks of queues are that nobody can ask after here, as there is no key.
 */
public final class KeylessTasks {

    /** Nobody reads more lines; where the tasks are comes with messages. */
    private static final int MOST = 1_000;

    private final Map<Origin, Long> until = new ConcurrentHashMap<>();

    /**
     * @param lasts after so long all tasks that were seen have timed out
     */
    public void seen(Origin origin, long nanos, Duration lasts) {
        if (until.size() >= MOST && !until.containsKey(origin)) {
            forgetOld(nanos);
        }
        if (until.size() < MOST || until.containsKey(origin)) {
            until.put(origin, nanos + lasts.toNanos());
        }
    }

    public void found(Origin origin) {
        until.remove(origin);
    }

    /**
     * A line for each gateway.
     */
    public List<String> describe(long nanos) {
        forgetOld(nanos);
        return until.keySet().stream().map(origin -> "there is no API key for queued tasks at " + origin.gateway()
                                                      + " (" + origin.baseUri() + "), submitted by the component "
                                                      + origin.component()).sorted().toList();
    }

    private void forgetOld(long nanos) {
        until.values().removeIf(end -> nanos - end > 0);
    }
}
