package io.github.camelpika.feed;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.Sha256;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task that was submitted elsewhere, on its way into a queue of its own with nothing else ever in it. The tracker's
 * database may be down when a route starts, so it is tried until it is in.
 */
public final class SingleTask {

    private static final Logger LOG = LoggerFactory.getLogger(SingleTask.class);

    private static final Pattern PLAIN = Pattern.compile("[\\w.:-]{1,100}");

    private final ComponentServices services;
    private final Origin origin;
    private final String queue;
    private final String taskId;
    private final Executor threads;
    private volatile Timer.Alarm next = () -> { };
    private volatile boolean stopped;
    private int failures;

    /**
     * @param threads where the tracker may block
     */
    SingleTask(ComponentServices services, Origin origin, String queue, String taskId, Executor threads) {
        this.services = services;
        this.origin = origin;
        this.queue = queue;
        this.taskId = taskId;
        this.threads = threads;
    }

    /**
     * The queue of one task. Databases don't take every name, and an id may have anything in it that can be printed.
     */
    public static String queue(String gateway, String taskId) {
        return "task " + gateway + " " + (PLAIN.matcher(taskId).matches() ? taskId : Sha256.of(taskId));
    }

    void start() {
        if (stopped) {
            return;
        }
        try {
            threads.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("Task {} is not watched, because its consumer is stopping", taskId);
        } catch (Throwable e) {
            again(e);
        }
    }

    private void again(Throwable e) {
        LOG.warn("Task {} can't be watched yet, because the task tracker failed; trying again: {}", taskId, e.toString());
        ComponentRuntime runtime = services.runtime();
        next = runtime.timer().schedule(runtime.backoff().delay(++failures), this::start);
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    private void write() {
        try {
            put();
        } catch (Throwable e) {
            again(e);
        }
    }

    private void put() {
        TaskTracker tracker = services.tracker();
        TrackedTask intent = TrackedTask.submittedElsewhere(queue, taskId, origin);
        Optional<TrackedTask> there = tracker.intend(intent);
        if (there.isEmpty() || there.get().task().taskId() == null) {
            tracker.accepted(intent.id(), taskId);
        }
    }
}
