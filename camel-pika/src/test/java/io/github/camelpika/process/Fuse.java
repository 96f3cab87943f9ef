package io.github.camelpika.process;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.process.KillPoint.Side;

/**
 * Ends the process when it comes to its kill point for the n-th time, as SIGKILL does: nothing is closed, flushed or
 * told. Or stops it there, as SIGSTOP does, until somebody wakes it.
 */
final class Fuse implements WatchedDataSource.Watcher {

    static final int STATUS = 137;

    private final KillPlan plan;
    private final Journal journal;
    private final AtomicInteger left;

    Fuse(KillPlan plan, Journal journal) {
        this.plan = plan;
        this.journal = journal;
        this.left = new AtomicInteger(plan.occurrence());
    }

    @Override
    public void before(String step) {
        pass(Side.BEFORE, step);
    }

    @Override
    public void after(String step) {
        pass(Side.AFTER, step);
    }

    private void pass(Side side, String step) {
        if (plan.point() != null && plan.point().isAt(side, step) && left.decrementAndGet() == 0) {
            if (plan.pause()) {
                journal.write(Journal.Event.PAUSED, "", step);
                Signal.STOP.sendTo(ProcessHandle.current());
                return;
            }
            journal.write(Journal.Event.HALTED, "", step);
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
