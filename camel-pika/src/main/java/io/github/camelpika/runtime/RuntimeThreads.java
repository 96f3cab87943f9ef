package io.github.camelpika.runtime;

import java.util.concurrent.ExecutorService;

import io.github.camelpika.wait.Workers;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads of a component.
 *
 * @param workers   make the calls to gateways, which block; as many as there are calls, which {@link Workers} limits
 * @param routes    go on with exchanges; apart from the workers, so that no poll stands behind a route
 * @param downloads fetch files; apart from the routes, as a file takes long, and fewer than the HTTP component has
 *                  connections for one host, as waiting for one would count as a stall
 * @param progress  send what changes during waits
 * @param events    a single one, which tells event notifiers
 */
public record RuntimeThreads(ExecutorService workers, ExecutorService routes, ExecutorService downloads,
                             ExecutorService progress, ExecutorService events) {

    /** As many calls of a kind as are made at once to a gateway with one key. */
    static final int MOST_UNDER_WAY = 32;
    /** As many calls as are made at once in all: about 1 MB of stack each, and of address space only until it is used. */
    static final int MOST_CALLS = 512;

    private static final int ROUTES = 20;
    private static final int DOWNLOADS = 16;
    private static final int PROGRESS = 4;
    private static final int MOST_PROGRESS_WAITING = 10_000;
    private static final int MOST_EVENTS_WAITING = 10_000;

    public static RuntimeThreads of(RuntimeSettings settings) {
        ExecutorServiceManager manager = settings.context().getExecutorServiceManager();
        Object owner = settings.owner();
        return new RuntimeThreads(manager.newCachedThreadPool(owner, "PikaGateway"),
                fixed(manager, owner, "PikaRoute", ROUTES, Integer.MAX_VALUE),
                fixed(manager, owner, "PikaDownload", DOWNLOADS, Integer.MAX_VALUE),
                fixed(manager, owner, "PikaProgress", PROGRESS, MOST_PROGRESS_WAITING),
                fixed(manager, owner, "PikaEvents", 1, MOST_EVENTS_WAITING));
    }

    /**
     * The queue of the routes and the downloads has no bound of its own: what stands in it is in memory as a parked
     * exchange anyway, and a bounded one would either lose it or run it on the timer's thread. Downloads are held back
     * in front of it.
     */
    public static ExecutorService fixed(ExecutorServiceManager manager, Object source, String id, int size,
                                         int queue) {
        return manager.newThreadPool(source, id, profile(id, size, queue));
    }

    static ThreadPoolProfile profile(String id, int size, int queue) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        profile.setMaxQueueSize(queue);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
