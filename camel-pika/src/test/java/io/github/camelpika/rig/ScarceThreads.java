package io.github.camelpika.rig;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool on a machine that gives no further thread for some calls. Java says so with an OutOfMemoryError, which ends JUnit as well.
 */
public final class ScarceThreads extends AbstractExecutorService {

    private final ExecutorService pool;
    private final AtomicInteger refusals = new AtomicInteger();

    public ScarceThreads(ExecutorService pool) {
        this.pool = pool;
    }

    /**
     * So many calls from now on are refused.
     */
    public ScarceThreads refuses(int times) {
        refusals.set(times);
        return this;
    }

    public int refusalsLeft() {
        return Math.max(0, refusals.get());
    }

    @Override
    public void execute(Runnable step) {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new InternalError("unable to create native thread");
        }
        pool.execute(step);
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
