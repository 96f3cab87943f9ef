package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that become more when none of them gets anything done while work waits. A route may block its thread on
 * something that can only go on with another one, such as a step that waits for a reply of a route that waits for a
 * task: with a fixed number of threads, enough of those would wait for each other for ever.
 */
final class GrowingThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(GrowingThreads.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MORE = 10;
    private static final int MOST = 1_000;

    private final ExecutorService threads;
    private final ThreadPoolExecutor pool;
    private final Timer timer;
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * @param threads one that is no thread pool (virtual threads, say) needs no help and gets none
     */
    GrowingThreads(ExecutorService threads, Timer timer) {
        this.threads = threads;
        this.pool = threads instanceof ThreadPoolExecutor executor ? executor : null;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable step) {
        threads.execute(step);
        if (pool != null && !pool.getQueue().isEmpty() && watched.compareAndSet(false, true)) {
            watch();
        }
    }

    private void watch() {
        long done = pool.getCompletedTaskCount();
        timer.schedule(PATIENCE, () -> look(done));
    }

    private void look(long doneBefore) {
        if (pool.getQueue().isEmpty()) {
            watched.set(false);
            if (!pool.getQueue().isEmpty() && watched.compareAndSet(false, true)) {
                watch();
            }
            return;
        }
        int size = pool.getCorePoolSize();
        try {
            if (pool.getCompletedTaskCount() == doneBefore && size < MOST) {
                pool.setMaximumPoolSize(Math.min(MOST, size + MORE));
                pool.setCorePoolSize(Math.min(MOST, size + MORE));
            }
        } catch (Throwable e) {
            // the machine may have more of them a second later
            LOG.debug("There is no thread to be had just now", e);
        }
        watch();
    }
}
