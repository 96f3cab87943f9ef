package io.github.camelpika.track;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do what db-scheduler has picked. It counts what it has handed over, and what a pool threw back for want of a
 * thread stays in that number: after as many as there are threads it would never pick anything again. So that is done by
 * whoever looks for what is due.
 */
final class WorkThreads extends AbstractExecutorService {

    private static final Logger LOG = LoggerFactory.getLogger(WorkThreads.class);

    private final ExecutorService pool;

    WorkThreads(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (RejectedExecutionException e) {
            throw e;
        } catch (Throwable e) {
            LOG.debug("There is no thread to be had just now", e);
            work.run();
        }
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
