package io.github.camelpika.rig;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool on a machine that gives no further thread for some calls. Java says so with an OutOfMemoryError, which ends JUnit as well.
 */
public final class ScarceThreads extends DoorToPool {

    private final AtomicInteger refusals = new AtomicInteger();

    public ScarceThreads(ExecutorService pool) {
        super(pool);
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
}
